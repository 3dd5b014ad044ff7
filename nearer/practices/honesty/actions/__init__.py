"""The only writers of this practice, a module for each thing that is written."""
