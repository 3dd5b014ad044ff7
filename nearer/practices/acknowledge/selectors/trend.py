"""How it has been going: one's own line, and the lines of the two where both want them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nearer.accounts.present import Present
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.acknowledge import drawing, levels, subjects, summary
from nearer.practices.acknowledge.drawing import Spot
from nearer.practices.acknowledge.entries import Fit, Mine, Showing
from nearer.practices.acknowledge.levels import Drawn
from nearer.practices.acknowledge.rules import pulse as pulses
from nearer.practices.acknowledge.rules import trend as rules
from nearer.practices.acknowledge.rules.trend import Said
from nearer.practices.acknowledge.selectors.showing import Lines, Wishes, lines, wishes_in

TENSION = "tension"


@dataclass(frozen=True, slots=True)
class Row:
    """One week in words and numbers, for the table beside the drawing."""

    monday: date
    score: float | None
    low: float
    high: float
    theirs: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, and the same as a table."""

    rows: tuple[Row, ...]
    band: str
    mine: str
    theirs: str = ""
    dots: str = ""

    @property
    def width(self) -> int:
        return max(len(self.rows), 2) * drawing.WIDE


@dataclass(frozen=True, slots=True)
class Both:
    """The two lines together."""

    said: Said
    chart: Chart


@dataclass(frozen=True, slots=True)
class Tense:
    """What was left hanging, week by week: the answers themselves, most lately."""

    weeks: tuple[tuple[date, int | None], ...]
    dots: str
    line: str

    @property
    def width(self) -> int:
        return max(len(self.weeks), 2) * drawing.WIDE


@dataclass(frozen=True, slots=True)
class TrendPage:
    said: Said
    about: str
    since: str
    chart: Chart | None
    tense: Tense | None
    wishes: Wishes
    both: Both | None
    waits: bool
    """Both want it, and one of the two lines is not drawn yet."""
    to_draw: bool
    """It is one's own that is not."""
    everything: bool
    more: bool
    """There are weeks before those that are shown."""

    @property
    def asked(self) -> bool:
        """Whether there is something that may fit or not, answered already or not."""
        return self.about in rules.ASKED


def trend(present: Present, *, everything: bool = False) -> TrendPage:
    """Everything in one query, and a second one for the two lines where both want them."""
    vault = present.vault
    reading = read(
        vault,
        present.couple,
        kinds=[Mine.kind, Fit.kind, Showing.kind],
        subjects=[subjects.mine(vault), subjects.fit(vault), subjects.showing(vault)],
    )
    mine = summary.summary_of(summary.mine(reading))
    until = pulses.week_of(present.day)
    line = levels.own(mine.scores, until=until)
    wishes = wishes_in(reading, vault)
    drawn = lines(vault, present.couple) if wishes.both else Lines()
    there = drawn.mine is not None and drawn.theirs is not None
    return TrendPage(
        said=rules.said(line.word, weeks=len(line.weeks), fits=_fits(reading, line)),
        about=line.word.value,
        since=line.since,
        chart=_chart(line, everything=everything),
        tense=_tense(mine.recent, until),
        wishes=wishes,
        both=_both(present, drawn, until, everything=everything) if there else None,
        waits=wishes.both and not there,
        to_draw=wishes.both and drawn.mine is None,
        everything=everything,
        more=len(line.weeks) > rules.WINDOW,
    )


def _fits(reading: Reading, line: Drawn) -> bool | None:
    """What was answered about this very time, if anything was."""
    for entry in reading.own(Fit):
        if (entry.payload.about, entry.payload.since) == (line.word.value, line.since):
            return entry.payload.fits
    return None


def _chart(line: Drawn, *, everything: bool) -> Chart | None:
    if not line.weeks:
        return None
    shown = levels.window(line.weeks, everything=everything)
    spots = [_spot(week.level, week.low, week.high) if week.answered else None for week in shown]
    scores = [line.scores.get(week.week) for week in shown]
    return Chart(
        rows=tuple(
            Row(_monday(line, week.week), score, week.low, week.high)
            for week, score in zip(shown, scores, strict=True)
        ),
        band=drawing.band(spots),
        mine=drawing.line(spots),
        dots=drawing.dots(scores),
    )


def _both(present: Present, found: Lines, until: str, *, everything: bool) -> Both:
    one, other = found.mine or {}, found.theirs or {}
    line = levels.both(one, other, until=until)
    shown = levels.window(line.weeks, everything=everything)
    weeks = [week.week for week in shown]
    mine, theirs = (
        rules.numbered(scores, first=line.first, until=until) for scores in (one, other)
    )
    name = present.partner.name if present.partner else ""
    return Both(
        said=rules.said_of_both(
            line.word,
            alone=bool(shown) and shown[-1].alone,
            single=sum(week.answered == 1 for week in shown),
            name=name,
        ),
        chart=Chart(
            rows=tuple(
                Row(
                    _monday(line, week.week),
                    mine.get(week.week),
                    week.low,
                    week.high,
                    theirs.get(week.week),
                )
                for week in shown
            ),
            band=drawing.band(
                [_spot(w.level, w.low, w.high) if w.answered else None for w in shown]
            ),
            mine=_through(mine, weeks),
            theirs=_through(theirs, weeks),
        ),
    )


def _through(scores: Mapping[int, float], weeks: list[int]) -> str:
    """A line through what was said, with its gaps."""
    found = [scores.get(week) for week in weeks]
    return drawing.line([None if score is None else _spot(score, score, score) for score in found])


def _spot(level: float, low: float, high: float) -> Spot:
    return Spot(level=level, low=low, high=high)


def _monday(line: Drawn, number: int) -> date:
    return pulses.monday_of(pulses.week_at(line.first, number))


def _tense(recent: Mapping[str, Mapping[str, int]], until: str) -> Tense | None:
    """The last weeks up to now, gaps among them."""
    told = {week: items[TENSION] for week, items in recent.items() if TENSION in items}
    told = {week: value for week, value in told.items() if week <= until}
    if not told:
        return None
    first, last = min(told), max(told)
    weeks = [pulses.week_at(first, n) for n in range(pulses.weeks_between(first, last) + 1)]
    weeks = weeks[-rules.WINDOW :]
    values = [told.get(week) for week in weeks]
    scaled = [None if value is None else value * 10.0 for value in values]
    return Tense(
        weeks=tuple(zip(map(pulses.monday_of, weeks), values, strict=True)),
        dots=drawing.dots(scaled),
        line=drawing.line([None if s is None else _spot(s, s, s) for s in scaled]),
    )
