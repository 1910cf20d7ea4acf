"""One folder per vendor; each implements ports of lower domains."""
