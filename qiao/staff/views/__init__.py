"""Pages about the people who work here."""
