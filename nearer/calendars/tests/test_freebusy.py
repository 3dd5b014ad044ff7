"""VFREEBUSY: what a server says that keeps the titles to itself."""

import pytest

from nearer.calendars.tests.writing import answer, busy, event, said
from nearer.calendars.warnings import Warn


def listed(*lines):
    return ("BEGIN:VFREEBUSY", "UID:fb", *lines, "END:VFREEBUSY")


WHOLE = ("DTSTART:20260901T000000Z", "DTEND:20270101T000000Z")


def test_periods_with_ends_and_lengths_take_time():
    assert busy(
        listed(
            *WHOLE,
            "FREEBUSY:20261105T180000Z/20261105T190000Z,20261106T180000Z/PT2H",
            "FREEBUSY;FBTYPE=BUSY:20261107T180000Z/PT1H",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261108T180000Z/PT1H",
            "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20261109T180000Z/P1D",
            "FREEBUSY;FBTYPE=X-NEW:20261111T180000Z/PT1H",
            "FREEBUSY;FBTYPE=FREE:20261112T180000Z/PT1H",
        )
    ) == [
        *("2026-11-05 18:00 – 19:00", "2026-11-06 18:00 – 20:00", "2026-11-07 18:00 – 19:00"),
        *("2026-11-08 18:00 – 19:00", "2026-11-09 18:00 – 2026-11-10 18:00"),
        "2026-11-11 18:00 – 19:00",
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("FREEBUSY:20261105T180000Z", Warn.BAD_LENGTH),
        ("FREEBUSY:20261105T180000Z/20261105T170000Z", Warn.BAD_LENGTH),
        ("FREEBUSY:20261105T180000Z/P", Warn.BAD_LENGTH),
        ("FREEBUSY:now/PT1H", Warn.BAD_TIME),
    ],
)
def test_a_period_without_a_meaning_is_missed(line, why):
    good = "FREEBUSY:20261106T180000Z/PT1H"
    found = answer(listed(*WHOLE, line, good))
    assert "2026-11-06 18:00 – 19:00" in said(found)
    assert (found.complete, found.unread, found.warnings) == (False, 1, (why,))


@pytest.mark.parametrize(
    "span",
    [
        ("DTSTART:20261101T000000Z", "DTEND:20270101T000000Z"),
        ("DTSTART:20260901T000000Z", "DTEND:20261115T000000Z"),
    ],
)
def test_what_such_a_list_does_not_speak_of_is_not_known_to_be_free(span):
    assert answer(listed(*span)).warnings == (Warn.NOT_COVERED,)


def test_several_lists_can_cover_the_window_together():
    first = listed("DTSTART:20260901T000000Z", "DTEND:20261101T000000Z")
    second = listed("DTSTART:20261101T000000Z", "DTEND:20270101T000000Z")
    assert busy(first, second) == []


@pytest.mark.parametrize("span", [(), ("DTSTART:20261101T000000Z",)])
def test_a_list_that_does_not_say_what_it_speaks_of_is_believed(span):
    assert busy(listed(*span, "FREEBUSY:20261106T180000Z/PT1H")) == ["2026-11-06 18:00 – 19:00"]


def test_events_beside_a_list_are_read_as_well():
    hour = event("DTSTART:20261106T190000Z", "DURATION:PT1H")
    listing = listed(*WHOLE, "FREEBUSY:20261106T180000Z/PT1H")
    assert busy(listing, hour) == ["2026-11-06 18:00 – 20:00"]
