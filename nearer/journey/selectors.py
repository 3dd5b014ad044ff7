"""One frozen object for each page of the journey."""

from dataclasses import dataclass

from nearer.accounts.present import Present
from nearer.journey.gathering import Gathered, gather
from nearer.journey.offers import Offer
from nearer.journey.rules.gates import SAFETY, passes
from nearer.journey.rules.path import ORDER, WEEKS, stretch
from nearer.journey.rules.reasons import reason
from nearer.journey.rules.step import Stage


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The one next step, what else could be done, and what is open."""

    step: Offer | None
    reason: str
    more: tuple[Offer, ...]
    between: tuple[Offer, ...]
    broken: int
    minutes: int | None
    energy: int | None
    put_off: bool
    away: bool
    ready: bool


def today(present: Present) -> TodayPage:
    """Today, for whoever is here."""
    known = gather(present)
    choice = known.choice
    return TodayPage(
        step=choice.main,
        reason=reason(choice.main, known.state) if choice.main else "",
        more=choice.others,
        between=tuple(
            sorted((it for it in known.offers if not it.step), key=lambda it: not it.now)
        ),
        broken=known.broken,
        minutes=known.said.minutes,
        energy=known.said.energy,
        put_off=bool(known.said.declined),
        away=known.away,
        ready=known.asking.ready is not None,
    )


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the path, and what there is to do in it now."""

    stage: Stage
    weeks: tuple[int, int]
    here: bool
    steps: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class PathPage:
    """What belongs where. Nothing is shut, and nothing is counted."""

    stretches: tuple[Stretch, ...]
    on: bool
    intense: bool
    both_intense: bool
    ready: bool


def path_page(present: Present) -> PathPage:
    """The whole path with what is there to do now, whatever there is room for today."""
    known = gather(present)
    here = stretch(known.season.week) if known.season.week is not None else None
    return PathPage(
        stretches=tuple(
            Stretch(stage, WEEKS[stage], stage is here, _steps(known, stage)) for stage in ORDER
        ),
        on=known.mine is None or known.mine.path,
        intense=known.asking.mine,
        both_intense=known.asking.both,
        ready=known.asking.ready is not None,
    )


def _steps(known: Gathered, stage: Stage) -> tuple[Offer, ...]:
    return tuple(
        step for step in known.steps if step.stage is stage and passes(step, known.state, SAFETY)
    )
