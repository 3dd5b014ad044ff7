"""The only writers of this practice."""
