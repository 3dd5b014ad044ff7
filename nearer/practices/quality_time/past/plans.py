"""Dates that took place, on the timeline, and what plans were about, in one's own copy."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.opened import Opened
from nearer.journal.selectors import read, stream, years
from nearer.journey.offers import Keepsake, Moment
from nearer.lib import clock
from nearer.practices.quality_time.entries.plans import Ritual, Step
from nearer.practices.quality_time.rules.proposals import begin_of, is_over
from nearer.practices.quality_time.rules.words import how_often
from nearer.practices.quality_time.selectors.plan_pages import title_of
from nearer.practices.quality_time.selectors.plans import Known, plans_of, steps_in

FIRST = "The first time that you two planned"
KINDS = (Step.kind, Ritual.kind)
EARLY = 40
"""Among so many steps of a ritual its first meeting is looked for, as each costs all before it."""


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One for each date that took place, and one for the beginning of each ritual."""
    if present.partner is None:
        return
    found = years(present.vault, present.couple, kinds=KINDS)
    # A date of January was agreed on at most half a year before, so in this year or the last.
    near = [y for y in (year, year - 1) if y in found]
    steps = [entry for y in near for entry in _steps(present, y)]
    rituals = read(present.vault, present.couple, kinds=(), standing=[Ritual.kind])
    dates = [
        *_once(present, plans_of(present.vault, steps)),
        *_begun(present, steps_in(present.vault, rituals)),
    ]
    ours = sorted((it for it in dates if it[0].year == year), key=lambda it: it[0], reverse=True)
    begins = bool(found) and found[-1] in {year, year - 1}
    first = min((day for day, _ in dates), default=None) if begins else None
    for number, (day, known) in enumerate(ours, start=1):
        oldest = number == len(ours) and day == first
        yield Moment(day, _title(known), _where(known), "pair", first=FIRST if oldest else "")


def _steps(present: Present, year: int) -> Iterator[Opened[Step]]:
    for entry in stream(present.vault, present.couple, kinds=[Step.kind], year=year):
        if isinstance(entry.payload, Step):
            yield entry  # type: ignore[misc]


def _once(present: Present, plans: list[Known]) -> Iterator[tuple[date, Known]]:
    for known in plans:
        agreed = known.plan.agreed
        if agreed is not None and is_over(agreed, now=present.now):
            yield clock.local_day(begin_of(agreed), present.zone), known


def _begun(present: Present, steps: list[Opened[Step]]) -> Iterator[tuple[date, Known]]:
    """Each ritual on the day on which it took place first, whatever became of it later."""
    for name in {entry.payload.thread for entry in steps}:
        taken = sorted((it for it in steps if it.payload.thread == name), key=lambda it: it.at)
        first = _first(present, taken[:EARLY])
        if first is not None:
            yield first


def _first(present: Present, taken: list[Opened[Step]]) -> tuple[date, Known] | None:
    """What stood after each step, until the next one, and the first meeting of that."""
    ends = [*(entry.at for entry in taken[1:]), present.now]
    for number, until in enumerate(ends, start=1):
        since = taken[number - 1].at
        for known in plans_of(present.vault, taken[:number]):
            ahead = known.coming(after=since, within=until - since)
            done = (it for it in ahead if since <= it.start and it.end <= present.now)
            meeting = next(done, None)
            if meeting is not None:
                return clock.local_day(meeting.start, present.zone), known
    return None


def _title(known: Known) -> str:
    if known.comes_back and known.plan.agreed is not None:
        return f"{title_of(known)}: {how_often(known.plan.agreed).lower()}"
    return title_of(known)


def _where(known: Known) -> str:
    return reverse("quality_time:plan", kwargs={"thread": known.thread})


def keepsakes(present: Present) -> Iterator[Keepsake]:
    """What a plan was about, in the words of whoever wrote them, newest year first."""
    them = present.partner.name if present.partner else "My partner"
    for year in years(present.vault, present.couple, kinds=KINDS):
        said = set()
        for entry in stream(present.vault, present.couple, kinds=KINDS, year=year):
            step = entry.payload
            if isinstance(step, Step) and step.line and (step.thread, step.line) not in said:
                said.add((step.thread, step.line))
                yield Keepsake(entry.day, "A plan", "Me" if entry.mine else them, step.line)
