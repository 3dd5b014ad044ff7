"""Numbers for drawings."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from nearer.practices.acknowledge import drawing
from nearer.practices.acknowledge.drawing import Spot


def spot(level):
    return Spot(level, level - 5, level + 5)


def test_the_circles_come_nearer_with_every_place():
    apart = [it.theirs - it.mine for it in drawing.EVERY]
    assert apart == sorted(apart, reverse=True)
    assert len(set(apart)) == 11
    assert [bool(it.shared) for it in drawing.EVERY] == [False] * 5 + [True] * 6


def test_they_stay_inside_their_drawing():
    for it in drawing.EVERY:
        assert it.mine - it.r > 0
        assert it.theirs + it.r < drawing.WIDTH


@pytest.mark.parametrize(
    ("spots", "line"),
    [
        pytest.param([], "", id="nothing"),
        pytest.param([None, None], "", id="only gaps"),
        pytest.param([spot(50)], "M5 50h0", id="one week is a dot"),
        pytest.param([spot(50), spot(60)], "M5 50 15 40", id="two weeks are a line"),
        pytest.param(
            [spot(50), None, spot(60), spot(70)], "M5 50h0M25 40 35 30", id="a gap is a gap"
        ),
    ],
)
def test_a_line_is_broken_where_nothing_was_answered(spots, line):
    assert drawing.line(spots) == line


def test_a_band_has_a_shape_for_each_run_of_weeks():
    band = drawing.band([spot(50), None, spot(60), spot(70)])
    assert band.count("M") == band.count("Z") == 2
    assert band.startswith("M0 45 5 45 10 45 10 55")


def test_dots_are_what_was_said():
    assert drawing.dots([50, None, 60]) == "M5 50h0M25 40h0"


def test_what_the_script_moves_is_what_the_server_draws():
    text = Path(finders.find("acknowledge/circles.js")).read_text("utf-8")
    found = dict(re.findall(r"^const (\w+) = (\d+);", text, re.MULTILINE))
    assert {name: int(value) for name, value in found.items()} == {
        "MIDDLE": drawing.WIDTH // 2,
        "FAR": drawing.FAR,
        "STEP": drawing.STEP,
        "LAST": drawing.PLACES,
        "R": drawing.RADIUS,
    }
