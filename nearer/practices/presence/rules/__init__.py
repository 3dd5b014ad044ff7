"""What may be done now, a module for each part. Pure."""
