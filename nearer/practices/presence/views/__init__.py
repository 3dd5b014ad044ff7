"""Views translate, a module for each part."""
