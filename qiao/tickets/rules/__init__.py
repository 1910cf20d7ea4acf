"""What the desk decides, in plain Python: states, deadlines, fields, mentions, quick replies, undo."""
