"""Nine lives of forty weeks, and what is said in each week of them.

The thresholds come from simulated couples (docs/trends.md). They are pinned here, so that
nobody moves one without seeing it, and without measuring again: `python -m benchmarks.trend`.
"""

import pytest

from nearer.trends import lines
from nearer.trends.rules import Phase

SWAY = (3, -5, 8, -2, -9, 6, 1, -4, 7, -7, 2, 5, -3, 9, -8, 0, 4, -6)
"""What a week is up or down by, so that no line is smoother than people are."""
Stretch = tuple[int | None, int]


def scores(*stretches: Stretch, later: int = 0) -> dict[int, float]:
    """A level for so many weeks, then another; None is silence."""
    levels = [level for level, weeks in stretches for _ in range(weeks)]
    return {
        week: float(level + SWAY[(week + later) % len(SWAY)])
        for week, level in enumerate(levels)
        if level is not None
    }


def said(weeks: list[lines.Week]) -> str:
    """A letter for each week; `g` is a gentle note, `P` is the message that it stays so."""
    letters = {Phase.NOT_ENOUGH: ".", Phase.STEADY: "s", Phase.RISING: "r", Phase.LOW_LONG: "l"}
    return "".join(
        "P" if week.persistent else "g" if week.gentle else letters[week.phase] for week in weeks
    )


LIVES = [
    pytest.param(
        [(62, 40)],
        [(58, 40)],
        "........ssssssssssssssssssssssssssssssss",
        (60.1, 55.4, 64.8, 0.011),
        id="steady",
    ),
    pytest.param(
        [(62, 16), (44, 24)],
        [(58, 16), (40, 24)],
        "........sssssssssssggggPPPPPPPPPPPPPPPPP",
        (42.1, 37.2, 47.0, 0.992),
        id="both lower from week 16",
    ),
    pytest.param(
        [(62, 16), (40, 24)],
        [(58, 40)],
        "........sssssssssssssgggPPPPPPPPPPPPPPPP",
        (49.2, 44.2, 54.2, 0.719),
        id="one of them lower",
    ),
    pytest.param(
        [(62, 16), (46, 3), (62, 21)],
        [(58, 16), (42, 3), (58, 21)],
        "........ssssssssssssssssssssssssssssssss",
        (60.1, 55.2, 65.0, 0.011),
        id="three weeks low",
    ),
    pytest.param(
        [(62, 14), (42, 14), (62, 12)],
        [(58, 14), (38, 14), (58, 12)],
        "........ssssssssssgggPPPPPPPPPPPPPssssss",
        (59.1, 53.6, 64.6, 0.021),
        id="lower, and back",
    ),
    pytest.param(
        [(45, 12), (63, 28)],
        [(47, 12), (64, 28)],
        "........sssssssssssssrrrrrrrrrrrrrrrrrrr",
        (63.6, 58.6, 68.6, 0.0),
        id="rising",
    ),
    pytest.param(
        [(30, 40)],
        [(34, 40)],
        "........llllllllllllllllllllllllllllllll",
        (32.1, 27.3, 36.9, 0.02),
        id="low all along",
    ),
    pytest.param(
        [(62, 16), (42, 24)],
        [],
        "........ssssssssssssggggPPPPPPPPPPPPPPPP",
        (42.4, 35.9, 49.0, 0.977),
        id="one alone",
    ),
    pytest.param(
        [(62, 16), (None, 7), (44, 17)],
        [(58, 16), (None, 7), (40, 17)],
        "........sssssssssss........gPPPPPPPPPPPP",
        (42.2, 37.2, 47.1, 0.993),
        id="seven weeks of silence",
    ),
]


@pytest.mark.parametrize(("one", "other", "letters", "last"), LIVES)
def test_what_is_said_in_every_week_of_a_life(one, other, letters, last):
    weeks = lines.couple(scores(*one), scores(*other, later=7))
    assert said(weeks) == letters
    end = weeks[-1]
    assert (round(end.level, 1), round(end.low, 1), round(end.high, 1)) == last[:3]
    assert end.p == pytest.approx(last[3], abs=0.0006)


@pytest.mark.parametrize(("one", "other", "letters", "last"), LIVES)
def test_the_band_lies_on_both_sides_of_the_level(one, other, letters, last):
    for week in lines.couple(scores(*one), scores(*other, later=7)):
        assert week.high - week.level == pytest.approx(week.level - week.low)
        assert week.high > week.low


@pytest.mark.parametrize(("one", "other", "letters", "last"), LIVES)
def test_it_does_not_matter_who_of_the_two_is_named_first(one, other, letters, last):
    if other:  # until the second has ever answered, it is the first one's line
        assert said(lines.couple(scores(*other, later=7), scores(*one))) == letters


SEESAW = "........sssssssssssssssggggPPPPPPPPPPPPP"


def test_one_of_two_is_watched_for_themselves():
    """The other goes up as they go down, so that the couple's line hardly moves."""
    down, up = scores((64, 16), (44, 24)), scores((50, 16), (66, 24), later=7)
    for weeks in (lines.couple(down, up), lines.couple(up, down)):
        assert said(weeks) == SEESAW
        assert all(week.p < 0.5 for week in weeks if week.p is not None)
