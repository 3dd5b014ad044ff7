"""What two phones hear while they sit together: that it turned, and how long this turn lasts.

A stream of server-sent events for each phone, beside Django and in the same process. It carries
a number, the name of a phase and the seconds left; words have no place in it.
"""
