"""The door of channels for other domains and for the command line."""
