"""All that concerns one vendor stands in one folder here; it implements ports of lower domains."""
