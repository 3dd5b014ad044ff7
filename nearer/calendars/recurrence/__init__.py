"""Repeating events: what a rule says, and when it takes place inside a window.

After RFC 5545, 3.3.10, without a library: those that there are walk from the first instance, and
are wrong about some of the shapes (tests/test_against_dateutil.py has the table).
"""

from nearer.calendars.recurrence.rule import Freq, Rule, Unreadable, parse
from nearer.calendars.recurrence.seeking import MOST, starts, walked

__all__ = ["MOST", "Freq", "Rule", "Unreadable", "parse", "starts", "walked"]
