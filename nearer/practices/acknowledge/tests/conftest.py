"""Weeks of pulses, kept by the program's own action."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from nearer.journal.actions import Pen
from nearer.practices.acknowledge.actions.pulse import keep_pulse
from nearer.practices.acknowledge.rules.pulse import SCORED, week_of
from tests.presence import present_of


def items(level: float, dice: random.Random) -> dict[str, int]:
    """Six answers around a level from 0 to 10; tension lies where its reverse does."""
    found = {name: min(10, max(0, round(dice.gauss(level, 1)))) for name in SCORED}
    return found | {"tension": 10 - found["tension"]}


@pytest.fixture
def kept_weeks() -> Callable[..., None]:
    """Pulses up to last week, one for each level; None leaves a week out."""

    def keep(someone, levels) -> None:
        present, dice = present_of(someone), random.Random(someone.name)
        for ago, level in zip(range(len(levels), 0, -1), levels, strict=True):
            if level is None:
                continue
            then = present.now - timedelta(weeks=ago)
            pen = Pen(present.vault, present.couple, then, then.date())
            keep_pulse(pen, week=week_of(then.date()), items=items(level, dice))

    return keep
