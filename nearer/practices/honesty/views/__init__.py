"""The pages of this practice, a module for each part."""
