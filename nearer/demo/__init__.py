"""A couple to look around in: made up, and lived through the program's own actions.

Only `settings`, `urls` and `cli` know this package. It has a data folder of its own, which is
the only place where it writes.
"""
