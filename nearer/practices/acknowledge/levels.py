"""The lines of `nearer.trends` through the weeks of a calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nearer.practices.acknowledge.rules import trend as rules
from nearer.practices.acknowledge.rules.pulse import Summary, week_at, weeks_between
from nearer.practices.acknowledge.rules.trend import About
from nearer.trends.lines import Line, Week


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line, the week it begins with, and the scores it was drawn through."""

    first: str
    weeks: tuple[Week, ...]
    scores: Mapping[int, float]

    @property
    def words(self) -> list[About]:
        """What there is to say at each week."""
        return [rules.about(phase=week.phase, persistent=week.persistent) for week in self.weeks]

    @property
    def word(self) -> About:
        return self.words[-1] if self.weeks else About.NOT_YET

    @property
    def since(self) -> str:
        """The week in which it began to be so."""
        return week_at(self.first, rules.began(self.words)) if self.weeks else self.first


def own(scores: Mapping[str, float], *, until: str) -> Drawn:
    """One person's line, up to a week that may still be without an answer."""
    first = rules.first_of(scores, until=until)
    mine = rules.numbered(scores, first=first, until=until)
    return Drawn(first, _line(mine, {}, last=_last(mine, first, until)), mine)


def both(one: Mapping[str, float], other: Mapping[str, float], *, until: str) -> Drawn:
    """The line of two people. Its scores are those of weeks in which both answered."""
    first = rules.first_of(one, other, until=until)
    mine, theirs = (rules.numbered(line, first=first, until=until) for line in (one, other))
    last = _last({**mine, **theirs}, first, until)
    shared = {week: (mine[week] + theirs[week]) / 2 for week in mine.keys() & theirs.keys()}
    return Drawn(first, _line(mine, theirs, last=last), shared)


def _last(scores: Mapping[int, float], first: str, until: str) -> int:
    """A week is a gap only once it is over."""
    if not scores:
        return -1
    now = weeks_between(first, until)
    return now if now in scores else now - 1


def _line(one: Mapping[int, float], other: Mapping[int, float], *, last: int) -> tuple[Week, ...]:
    line = Line()
    return tuple(line.next_week((one.get(week), other.get(week))) for week in range(last + 1))


def going(summary: Summary) -> dict[str, str]:
    """What the line says after its last pulse, for Today, which draws no lines."""
    until = max(summary.weeks, default="")
    if not until:
        return {}
    line = own(summary.scores, until=until)
    return {"about": line.word.value, "since": line.since, "week": until}


def window(weeks: Sequence[Week], *, everything: bool) -> Sequence[Week]:
    """The last half year, or all of it."""
    return weeks if everything else weeks[-rules.WINDOW :]
