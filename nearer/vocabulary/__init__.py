"""Words for what people feel and need, shared by the practices; it knows none of them.

The lists are our own: single words belong to everybody, and every gloss, body line and example
beside them was written for Nearer.
"""
