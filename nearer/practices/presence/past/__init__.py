"""What was done here before, a module for each part."""
