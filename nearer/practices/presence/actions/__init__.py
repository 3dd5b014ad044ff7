"""The only writers, a module for each thing that is written."""
