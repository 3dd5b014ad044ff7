"""Everything cryptographic, pure: bytes in, bytes out. Imports no Django and no model.

One library does the mathematics (pyca/cryptography). `docs/decisions/0001-key-custody.md`
draws the keys; `SECURITY.md` says what is claimed for them and what is not.
"""
