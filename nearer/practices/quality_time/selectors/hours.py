"""Somebody's own hours, as they said them."""

from nearer.accounts.present import Present
from nearer.calendars import windows
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.quality_time import content
from nearer.practices.quality_time.entries.sources import Hours
from nearer.practices.quality_time.rules import hours as rules


def hours_in(reading: Reading) -> Hours | None:
    """My own hours out of a reading that has them. Pure."""
    return next((entry.payload for entry in reading.own(Hours)), None)


def my_hours(present: Present) -> Hours | None:
    """My own hours, or None for somebody who has not said any."""
    return hours_in(read(present.vault, present.couple, kinds=(), standing=[Hours.kind]))


def as_they_count(hours: Hours, *, zone: str) -> windows.Hours:
    """The same as the search for free times takes them."""
    start, until = (rules.minute_of(wall) for wall in hours.sleep)
    return windows.Hours(
        zone=zone,
        liked=rules.joined([*ticked(hours), *rules.typed(hours.own)]),
        never=rules.joined(rules.typed(hours.never)),
        sleep=(start, until),
        travel=hours.travel,
        rest=hours.rest,
        shortest=hours.shortest,
    )


def ticked(hours: Hours) -> list[rules.Piece]:
    """The pieces of what was ticked; of a preset that this version does not know, none."""
    known = (content.presets().get(name) for name in hours.presets)
    return [
        piece
        for preset in known
        if preset is not None
        for piece in rules.pieces(preset.days, preset.start, preset.until)
    ]
