"""Sealed until both have answered, over the journal.

The rule is that the host gives first: whoever could edit the database hands their answer
over before the other's session hands over theirs. `SECURITY.md` says what that proves.
"""
