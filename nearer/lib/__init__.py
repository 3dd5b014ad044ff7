"""Small pieces that any layer may use and that use none: the clock, the key file, who may see
a page, and the shape of a row that belongs to a couple.
"""
