"""Reading customers."""
