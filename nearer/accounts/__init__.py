"""A person: their words, their devices, their session, and the door they leave by.

There is no Django user, no stored password and no admin: to sign in is to open one's own
keyring (docs/decisions/0001-key-custody.md).
"""
