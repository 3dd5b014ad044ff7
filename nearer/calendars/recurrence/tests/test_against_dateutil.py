"""Held against dateutil, which most of Python's calendars expand rules with.

Where the two differ, the table says who is right and by which sentence of RFC 5545, 3.3.10. For
every row there is an example, and outside of the rows they agree.
"""

import datetime as dt
import warnings
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace

import dateutil.rrule
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings

from nearer.calendars.recurrence import Unreadable, parse, starts
from nearer.calendars.recurrence.tests.shapes import cases
from nearer.calendars.tests.truth import instances, text

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@dataclass(frozen=True)
class Differs:
    """What dateutil does otherwise, when, why we do not, and one case."""

    what: str
    because: str
    when: object
    rule: dict
    first: datetime


@pytest.fixture(autouse=True, scope="module")
def _no_walks_to_the_year_9999():
    """Where a rule names nothing more, dateutil looks on to the last year that it knows."""
    with pytest.MonkeyPatch.context() as patch:
        near = SimpleNamespace(**(vars(dt) | {"MAXYEAR": 2060}))
        patch.setattr(dateutil.rrule, "datetime", near)
        yield


def both_kinds(names):
    return len({name[:-2] == "" for name in names}) == 2


def no_month(rule):
    return not {"BYMONTH", "BYWEEKNO", "BYYEARDAY"} & set(rule)


TABLE = [
    Differs(
        "A yearly rule with BYMONTHDAY and no month takes place in every month",
        '"If the BYMONTH rule part were missing, the month would have been retrieved from DTSTART";'
        " Google and Windows write such rules for birthdays (dateutil #1452)",
        lambda rule, first: rule["FREQ"] == "YEARLY" and "BYMONTHDAY" in rule and no_month(rule),
        {"FREQ": "YEARLY", "BYMONTHDAY": [30]},
        datetime(2010, 3, 30, 9),
    ),
    Differs(
        "A week number without a weekday means all seven days",
        'the same sentence: "the appropriate day would have been retrieved from DTSTART"',
        lambda rule, first: (
            "BYWEEKNO" in rule and not {"BYDAY", "BYMONTHDAY", "BYYEARDAY"} & set(rule)
        ),
        {"FREQ": "YEARLY", "BYWEEKNO": [20]},
        datetime(2010, 5, 18, 9),
    ),
    Differs(
        "The days of week 1 that lie in December count for the year that ends, and not at all "
        "where the week is counted from the end",
        "week numbers are those of ISO 8601, by which such a day belongs to the next year",
        lambda rule, first: (
            "BYWEEKNO" in rule
            and (rule.get("INTERVAL", 1) > 1 or "BYSETPOS" in rule or min(rule["BYWEEKNO"]) < -1)
        ),
        {"FREQ": "YEARLY", "BYWEEKNO": [-53], "BYDAY": ["MO"]},
        datetime(2019, 1, 7, 9),
    ),
    Differs(
        "A list of weekdays with and without a number means the days that are both",
        "BYDAY is a list of which each item names days",
        lambda rule, first: both_kinds(rule.get("BYDAY", [])),
        {"FREQ": "MONTHLY", "BYDAY": ["MO", "1TU"]},
        datetime(2010, 3, 1, 9),
    ),
    Differs(
        "BYSETPOS counts the days of the first week from DTSTART on",
        "BYSETPOS takes from the set of one interval, and a week begins with WKST",
        lambda rule, first: rule["FREQ"] == "WEEKLY" and "BYSETPOS" in rule,
        {"FREQ": "WEEKLY", "BYDAY": ["MO", "WE", "FR"], "BYSETPOS": [3]},
        datetime(2010, 3, 31, 9),  # a Wednesday
    ),
]


def theirs(rule, first, window):
    """dateutil's, with DTSTART as an instance: its own says that it leaves out what differs."""
    endless = {part: value for part, value in rule.items() if part != "COUNT"}
    found = [first]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for start in dateutil.rrule.rrulestr(text(endless), dtstart=first):
            if start >= window["before"] or len(found) == rule.get("COUNT"):
                break
            if start > first and not ("until" in window and start > window["until"]):
                found.append(start)
    return [start for start in found if window["after"] <= start < window["before"]]


def ours(rule, first, window):
    return list(starts(parse(text(rule)), first=first, **({"until": None} | window)))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.what)
def test_where_dateutil_differs_it_is_not_what_the_standard_says(row):
    window = {"after": row.first, "before": row.first.replace(year=row.first.year + 8)}
    assert row.when(row.rule, row.first)
    assert theirs(row.rule, row.first, window) != ours(row.rule, row.first, window)
    assert ours(row.rule, row.first, window) == instances(row.rule, first=row.first, **window)


def agrees(case):
    rule, first, window = case
    assume(not any(row.when(rule, first) for row in TABLE))
    try:
        expected = theirs(rule, first, window)
    except ValueError:  # "generates an empty set"
        expected = [first] if window["after"] <= first < window["before"] else []
    except IndexError:  # the 38th Monday of May, which it cannot count to
        reject()
    try:
        found = ours(rule, first, window)
    except Unreadable:
        reject()
    assert found == expected


@given(case=cases(freqs=("YEARLY", "MONTHLY", "WEEKLY", "DAILY")))
@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
def test_outside_of_the_table_dateutil_agrees(case):
    agrees(case)


@pytest.mark.slow
@given(case=cases(parts=5))
@settings(max_examples=400, deadline=None, suppress_health_check=QUIET)
def test_outside_of_the_table_dateutil_agrees_at_length(case):
    agrees(case)
