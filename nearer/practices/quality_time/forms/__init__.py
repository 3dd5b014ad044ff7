"""What is written in this practice, a module for each kind of page."""
