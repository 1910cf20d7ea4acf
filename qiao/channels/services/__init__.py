"""Services of channels: one module per processing stage of incoming or outgoing mail."""
