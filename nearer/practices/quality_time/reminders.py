"""Notes before the agreed dates, for whoever asked for them: a time, and no word of what for."""

from datetime import datetime
from typing import Final

from nearer.journal.actions import Pen
from nearer.journal.selectors import read
from nearer.notices.asked import Asked
from nearer.notices.kinds import Kind
from nearer.notices.rules import HORIZON
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.rules.reminders import reminder
from nearer.practices.quality_time.selectors.plans import meetings, plans_in


def dates(pen: Pen, asked: Asked) -> list[datetime]:
    """One moment before each date of the next weeks that both agreed on."""
    since = pen.day - rules.BACK
    reading = read(pen.vault, pen.couple, kinds=[Step.kind], since=since, standing=[Ritual.kind])
    found = meetings(plans_in(pen.vault, reading), after=pen.now, within=HORIZON)
    moments = (reminder(it.when.start, quiet=asked.quiet, zone=asked.place) for it in found)
    return [moment for moment in moments if moment > pen.now]


KIND: Final = Kind("dates", "A time you two agreed on", times=dates)
