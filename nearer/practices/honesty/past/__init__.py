"""What was written here, for the timeline and for a person's own copy."""
