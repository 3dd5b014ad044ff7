"""Pages: questions for two and for one, the check-in, the rhythm, appreciations."""
