"""What weekly answers say about where two people stand, with its uncertainty.

A page asks `lines.person` or `lines.couple`; the terminal asks `table.main`. Pure Python: no
Django, no clock, and what is said about a week never looks at a later one.
"""
