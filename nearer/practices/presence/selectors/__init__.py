"""One frozen object for each page."""
