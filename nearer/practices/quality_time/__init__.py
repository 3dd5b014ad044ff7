"""Times that are free for both, something to do in them, and the phones put away.

Calendars are read for one thing only, when somebody is busy; nothing else of them is kept.
`docs/practices/quality-time.md` says why time for two has to be found, and how strong the
evidence is.
"""
