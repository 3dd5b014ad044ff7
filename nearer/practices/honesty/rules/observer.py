"""When a neutral observer's writing is offered: three times a year, and gently. Pure."""

from datetime import date, timedelta
from typing import Final

EVERY: Final = 120
"""Days from one writing to the next: three in a year, as in the study."""
STANDS: Final = 14
"""So many days it stands on Today; then not again for as long as if it had been done."""


def is_offered(day: date, *, last: date | None, own: int) -> bool:
    """Whether Today may offer it: for two weeks every four months, counted from the last one.

    Whoever has not written yet has a beginning of their own, which `own` (any number) sets.
    """
    since = day.toordinal() + own if last is None else (day - last).days
    return (last is None or since >= EVERY) and since % EVERY < STANDS


def next_on(last: date) -> date:
    """From which day on Today offers it again."""
    return last + timedelta(days=EVERY)
