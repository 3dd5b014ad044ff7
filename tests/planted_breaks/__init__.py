"""The program with one promise broken: the check that SECURITY.md names must notice.

`plants.py` breaks, `claims.py` says which check belongs to which claim, and the test applies
each break and sees the check fail.
"""
