"""Nearer: a private place for two people to find their way back to each other."""
