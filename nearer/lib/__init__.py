"""Pure pieces without models that any room may use: the clock, ids, the key file, text."""
