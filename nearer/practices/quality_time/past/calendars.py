"""What stands of calendars in one's own copy of everything: what somebody called them.

Not where they are: an address opens the whole calendar, and a copy lies around. When somebody
was busy is the calendar's to keep.
"""

from collections.abc import Iterator

from nearer.accounts.present import Present
from nearer.journey.offers import Keepsake
from nearer.practices.quality_time.selectors.calendars import own_sources


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """The names of one's calendars."""
    for entry in own_sources(present):
        yield Keepsake(entry.day, "A calendar", "Me", entry.payload.name)
