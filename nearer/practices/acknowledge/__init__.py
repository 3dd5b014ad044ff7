"""Seeing, without blame, that there is distance: a weekly pulse, two pictures, one text.

The wording, the causes and the scripts are our own (`content/en/`). That naming the distance
briefly, before solving anything, is a good first step is from trials of relationship
check-ups; `docs/practices/acknowledge.md` says how strong that evidence is.
"""
