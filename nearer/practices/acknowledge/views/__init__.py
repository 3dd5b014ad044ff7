"""Pages: they translate, and decide nothing."""
