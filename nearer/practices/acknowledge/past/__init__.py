"""What was done here, for the timeline and for a person's own copy."""
