"""Decisions about letters and their reading, pure."""
