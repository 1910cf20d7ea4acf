"""Rules about customers. Pure: no Django, no database."""
