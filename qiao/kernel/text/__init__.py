"""Working with text."""
