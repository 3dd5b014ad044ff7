"""What the arithmetic finds is what somebody finds who asks every single day."""

import os

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nearer.calendars.recurrence import MOST, Unreadable, parse, starts
from nearer.calendars.recurrence.tests.shapes import cases
from nearer.calendars.tests.truth import instances, text

# A night of them: NEARER_EXAMPLES=200000 python -m pytest -k night
NIGHT = int(os.environ.get("NEARER_EXAMPLES", "400"))
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


def found(rule, first, window):
    return list(starts(parse(text(rule)), first=first, **({"until": None} | window)))


def agrees(case):
    rule, first, window = case
    expected = instances(rule, first=first, **window)
    try:
        ours = found(rule, first, window)
    except Unreadable:
        # Counting hours that are picked out, one by one, is given up after a while, and said.
        assume(rule["FREQ"] != "HOURLY" and len(expected) < MOST)
        raise
    assert ours == expected


@given(case=cases())
@settings(max_examples=70, deadline=None, suppress_health_check=QUIET)
def test_any_rule_in_any_window_has_the_instances_that_asking_every_day_finds(case):
    agrees(case)


def counted(case, data):
    """The same rule with a COUNT that runs out in the window or close by."""
    rule, first, window = case
    endless = {part: value for part, value in rule.items() if part != "COUNT"}
    before = instances(endless, first=first, after=first, before=max(first, window["after"]))
    near = st.integers(-2, 2) | st.integers(0, 60)
    return {**endless, "COUNT": max(1, len(before) + data.draw(near))}, first, window


@given(case=cases(parts=2), data=st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=QUIET)
def test_a_count_runs_out_where_it_runs_out_when_every_day_is_counted(case, data):
    agrees(counted(case, data))


@pytest.mark.slow
@given(case=cases(parts=3), data=st.data())
@settings(max_examples=NIGHT, deadline=None, suppress_health_check=QUIET)
def test_a_night_of_counts_runs_out_right(case, data):
    agrees(counted(case, data))


@pytest.mark.slow
@given(case=cases(parts=6))
@settings(max_examples=NIGHT, deadline=None, suppress_health_check=QUIET)
def test_a_night_of_examples_finds_no_rule_that_differs(case):
    agrees(case)
