"""Weeks, the score of a week, and the summary of all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

SCORED: Final = ("closeness", "understood", "time", "tender", "affection", "tension")
REVERSED: Final = ("tension",)
LEAST: Final = 4
"""With fewer answers a week has no number, and keeps its answers."""
TOP: Final = 10
REMEMBERED: Final = 8
"""Weeks whose answers the summary holds."""
MONTH: Final = 4
"""Weeks from one asking of the month's two items to the next."""
NEARLY_A_WEEK: Final = 6
"""Days after which seven others have nearly gone by."""
NAME: Final = len("2026-W19")


def week_of(day: date) -> str:
    """The name of the ISO week, such as 2026-W19. Names sort as the weeks do."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def monday_of(week: str) -> date:
    """The day on which a week begins. Raises ValueError for what is no week's name."""
    day = date.fromisoformat(f"{week}-1")
    if len(week) != NAME or week_of(day) != week:
        raise ValueError(f"{week[:20]} is no week")
    return day


def weeks_between(first: str, last: str) -> int:
    """How many weeks later the second is; negative when it is earlier."""
    return (monday_of(last) - monday_of(first)).days // 7


def week_at(first: str, number: int) -> str:
    """The week so many weeks after the first."""
    return week_of(monday_of(first) + timedelta(weeks=number))


def score(items: Mapping[str, int]) -> float | None:
    """0 to 100 from at least four of the six answers, whatever else was asked; else nothing."""
    counted = [
        TOP - value if name in REVERSED else value
        for name, value in items.items()
        if name in SCORED
    ]
    if len(counted) < LEAST:
        return None
    return round(sum(counted) / len(counted) * 10, 1)


def week_meant(asked: str, *, day: date) -> str | None:
    """The week a form is about: this one, or the one before for a page left open over night.

    None for any other: the clock or the form is wrong, so nobody's week is written over.
    """
    now = week_of(day)
    if asked in {"", now}:
        return now
    return asked if asked == week_of(day - timedelta(weeks=1)) else None


def monthly_due(*, last: str, week: str) -> bool:
    """Whether the two items of the month are asked: at first, then every fourth week."""
    return not last or weeks_between(last, week) >= MONTH


def due(since: int | None) -> float:
    """0 to 1: how well another pulse fits, so many days after the last one."""
    if since is None or since >= NEARLY_A_WEEK:
        return 1.0
    return 0.3 + 0.1 * since


def gaps(recent: Mapping[str, Mapping[str, int]], *, week: str) -> dict[str, float]:
    """What is missing, 0 to 1, by the last four weeks; each week counts twice the one before."""
    found: dict[str, float] = {}
    for name in SCORED:
        told = [
            (0.5 ** weeks_between(other, week), items[name])
            for other, items in recent.items()
            if name in items and 0 <= weeks_between(other, week) <= MONTH
        ]
        if told:
            mean = sum(weight * value for weight, value in told) / sum(w for w, _ in told) / TOP
            found[name] = round(mean if name in REVERSED else 1 - mean, 3)
    return found


@dataclass(frozen=True, slots=True)
class Answered:
    """What one pulse says."""

    week: str
    items: Mapping[str, int]
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """All weeks in a number each, the last ones in their answers."""

    weeks: dict[str, float | None] = field(default_factory=dict)
    recent: dict[str, dict[str, int]] = field(default_factory=dict)
    monthly: str = ""

    @property
    def scores(self) -> dict[str, float]:
        """The weeks that have a number."""
        return {week: number for week, number in self.weeks.items() if number is not None}


def add(summary: Summary, pulse: Answered) -> Summary:
    """The summary with one more pulse, or with another one for a week it has."""
    weeks = summary.weeks | {pulse.week: score(pulse.items)}
    recent = summary.recent | {pulse.week: dict(pulse.items)}
    kept = sorted(recent)[-REMEMBERED:]
    return Summary(
        weeks={week: weeks[week] for week in sorted(weeks)},
        recent={week: dict(sorted(recent[week].items())) for week in kept},
        monthly=max(summary.monthly, pulse.week) if pulse.monthly else summary.monthly,
    )


def fold(pulses: Iterable[Answered]) -> Summary:
    """The summary made again from every pulse, in whatever order they come."""
    summary = Summary()
    for pulse in pulses:
        summary = add(summary, pulse)
    return summary
