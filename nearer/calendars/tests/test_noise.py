"""Bytes that nobody would write: nothing but `NotACalendar` ever comes out of them."""

from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.calendars import policy, spans
from nearer.calendars.reading import NotACalendar
from nearer.calendars.sieve import Sieve
from nearer.calendars.tests.writing import answer, calendar, event

dates = st.sampled_from(
    [
        *("00010101", "20251231", "20260927", "20260930", "20261001", "20261025", "20261130"),
        *(
            "20261202",
            "20261206",
            "20270301",
            "99991231",
            "20261131",
            "20269999",
            "00000000",
            "2026110",
        ),
    ]
)
clocks = st.sampled_from(
    [
        *(
            "",
            "T000000",
            "T023000",
            "T120000Z",
            "T235960Z",
            "T240000",
            "T250000",
            "T1200",
            "t120000z",
        ),
    ]
)
zones = st.sampled_from(
    [
        *(
            "",
            "",
            "",
            ";TZID=Europe/Berlin",
            ";TZID=America/New_York",
            ";TZID=Own",
            ";TZID=Nowhere",
        ),
        *(";VALUE=DATE", ";VALUE=PERIOD", ';X="a;b:c"', ";", ";TZID", ';TZID="', ";=;="),
    ]
)
moments = st.builds(lambda where, day, clock: f"{where}:{day}{clock}", zones, dates, clocks)
lengths = st.sampled_from(
    [
        *(
            "PT1H",
            "P1D",
            "P1W",
            "-PT1H",
            "P",
            "PT",
            "P1DT",
            "P999999999D",
            "P3652059D",
            "P0D",
            "PT9" * 9,
        ),
    ]
)
rules = st.sampled_from(
    [
        *(
            "FREQ=DAILY",
            "FREQ=WEEKLY;COUNT=3",
            "FREQ=YEARLY;INTERVAL=7",
            "FREQ=DAILY;UNTIL=20261125",
        ),
        *(
            "FREQ=DAILY;UNTIL=99991231T235959Z",
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "FREQ=SECONDLY",
            "X",
            "",
        ),
        *("FREQ=HOURLY", "FREQ=DAILY;UNTIL=00000000", "FREQ=WEEKLY;UNTIL=20269999T999999Z"),
    ]
)
periods = st.builds(lambda at, end: f"{at}/{end}", moments, lengths)
lists = st.lists(st.one_of(moments, periods), min_size=1, max_size=3).map(
    lambda some: some[0] + "".join("," + one.rpartition(":")[2] for one in some[1:])
)
lines = st.one_of(
    st.builds("DTSTART{}".format, moments),
    st.builds("DTSTART{}".format, moments),
    st.builds("DTEND{}".format, moments),
    st.builds("DURATION:{}".format, lengths),
    st.builds("RRULE:{}".format, rules),
    st.builds("EXRULE:{}".format, rules),
    st.builds("RDATE{}".format, lists),
    st.builds("EXDATE{}".format, lists),
    st.builds("RECURRENCE-ID{}".format, moments),
    st.builds("RECURRENCE-ID;RANGE=THISANDFUTURE{}".format, moments),
    st.sampled_from(
        [
            *(
                "STATUS:CANCELLED",
                "TRANSP:TRANSPARENT",
                "SEQUENCE:1",
                "SEQUENCE:x",
                "SEQUENCE:" + "9" * 50,
            ),
            *(
                "DTSTAMP:20261001T000000Z",
                "LAST-MODIFIED:",
                "BEGIN:VALARM",
                "END:VALARM",
                "REPEAT:1",
            ),
            *(
                "UID:b",
                "UID:",
                "UID:x@nearer.invalid",
                "summary:secret",
                "X-A:secret\r\n  DTSTART:1",
            ),
            *(
                "dtstart:20261101T100000Z",
                "DTST\r\n ART:20261101T100000Z",
                "UI\r\n D:b",
                "END:VEVENT",
            ),
            *(
                "BEGIN:VEVENT",
                "BEGIN:VTODO",
                "END:VTODO",
                'ATTENDEE;CN="secret:mailto:a@b',
                "",
                " x",
            ),
        ]
    ),
)
events = st.builds(
    lambda uid, some: event(*some, uid=uid), st.sampled_from(("a", "a", "c", "")),
    st.lists(lines, max_size=7),
)  # fmt: skip
own = (
    *("BEGIN:VTIMEZONE", "TZID:Own", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0900", "TZOFFSETTO:+0900", "END:STANDARD", "END:VTIMEZONE"),
)
bodies = st.builds(
    lambda some, end: calendar(own, *some, end=end),
    st.lists(events, max_size=4),
    st.sampled_from(("\r\n", "\r\n", "\n", "\r")),
)


def what_comes_out(body):
    try:
        return answer(body, mine="a@b")
    except NotACalendar as refused:
        return refused.why


def half_open(days):
    return [(first, last + 1) for first, last in days]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body):
    what_comes_out(body)
    what_comes_out(b"BEGIN:VCALENDAR\n" + body + b"\nEND:VCALENDAR")
    inside = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART" + body + b"\nEND:VEVENT\nEND:VCALENDAR"
    what_comes_out(inside)


@given(bodies)
def test_lines_in_any_order_are_read_and_nothing_of_them_is_told(body):
    found = what_comes_out(body)
    assert "secret" not in repr(found)
    if found != "cut-short":
        assert list(found.spans) == sorted(found.spans)
        assert all(found.covers[0] <= start < end <= found.covers[1] for start, end in found.spans)
        assert found.complete == (not found.warnings)
        assert found.complete or found.unread or "unknown-zone" in found.warnings


@given(bodies)
def test_the_quick_look_and_the_slow_one_say_the_same(body):
    """Nothing that matters is let go, whether an event is cut into lines or not."""
    quick = what_comes_out(body)
    with mock.patch.object(Sieve, "lets_go", return_value=False):
        slow = what_comes_out(body)
    if isinstance(quick, str):
        assert quick == slow
    else:
        assert (quick.spans, quick.days) == (slow.spans, slow.days)
        # An alarm that is torn does no harm in what is long over.
        assert set(slow.warnings) - set(quick.warnings) <= {"damaged"}
    with (
        mock.patch.object(Sieve, "lets_go", return_value=False),
        mock.patch.object(Sieve, "keeps", lambda _, some: not policy.is_ours(dict(some))),
    ):
        whole = what_comes_out(body)
    if isinstance(quick, str):
        assert quick == whole
    else:
        # An event that was let go may have called off what now counts as a change of its own.
        assert spans.minus(whole.spans, quick.spans) == ()
        assert spans.minus(half_open(whole.days), half_open(quick.days)) == ()
        # What lies outside of the window may be as wrong as it likes.
        assert set(quick.warnings) <= set(whole.warnings)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(bodies)
def test_more_lines_in_any_order(body):
    test_the_quick_look_and_the_slow_one_say_the_same.hypothesis.inner_test(body)


WHOLE = calendar(
    own,
    event("DTSTART;TZID=Own:20261101T100000", "DTEND;TZID=Own:20261101T110000", "RRULE:FREQ=DAILY"),
    event("RECURRENCE-ID;TZID=Own:20261102T100000", "DTSTART:20261102T200000Z", "DURATION:PT1H"),
    event("DTSTART;VALUE=DATE:20261120", "SUMMARY:Größe", uid="b"),
)
cuts = st.tuples(
    st.integers(0, len(WHOLE)),
    st.integers(0, 12),
    st.one_of(st.binary(max_size=12), st.just(b"\n")),
)


@given(st.lists(cuts, min_size=1, max_size=4))
def test_a_calendar_in_which_bytes_got_lost_or_changed_is_read_or_refused(some):
    body = WHOLE
    for at, gone, instead in some:
        body = body[:at] + instead + body[at + gone :]
    what_comes_out(body)
