"""Sitting down together: one speaks, the other listens; or the phones are away; or it is still.

What a sitting needs to keep its place is sealed and goes within a day; what is said is never
written down. `docs/practices/presence.md` says how strong the evidence is.
"""
