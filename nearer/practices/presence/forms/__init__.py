"""What is chosen and written here, a module for each kind of page."""
