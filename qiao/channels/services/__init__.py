"""What channels does: one module per stage of a mail's way in or out."""
