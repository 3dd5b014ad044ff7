"""What Today decides: which step, by which reason, where on the path. Pure."""
