"""What Today gets, a module for each part."""
