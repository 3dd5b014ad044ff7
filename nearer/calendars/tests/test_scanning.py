"""Lines as RFC 5545, 3.1, has them and as the world writes them."""

from unittest import mock

import pytest

from nearer.calendars import scanner, sieve
from nearer.calendars.reading import NotACalendar
from nearer.calendars.scanner import DEEPEST, MOST_LINES, PIECE, scan
from nearer.calendars.tests.writing import answer, busy, calendar, event, said
from nearer.calendars.warnings import SENTENCES, Warn

PLAIN = event("SUMMARY:Größe\\, naïve 日本", "DTSTART:20261105T180000Z", "DTEND:20261105T190000Z")
TRUTH = ["2026-11-05 18:00 – 19:00"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n", "\r\n\r\n", "\n\n"])
def test_lines_end_in_many_ways(end):
    assert busy(calendar(PLAIN, end=end)) == TRUTH


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r"])
@pytest.mark.parametrize("width", [1, 2, 3, 5, 8, 75])
@pytest.mark.parametrize("blank", [b" ", b"\t"])
def test_lines_are_folded_anywhere_inside_of_names_and_letters_too(end, width, blank):
    lines = calendar(PLAIN).split(b"\r\n")[:-1]
    folded = [
        (end + blank).join(line[at : at + width] for at in range(0, len(line), width))
        for line in lines
    ]
    assert busy(end.join(folded) + end) == TRUTH


def test_a_folded_title_is_no_property():
    body = calendar(PLAIN, "X-NOTE:a\r\n DTSTART:20261106T180000Z\r\n\tEND:VEVENT")
    assert busy(body) == TRUTH


@pytest.mark.parametrize(
    "change",
    [
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: b"\r\n\r\n" + body,
        lambda body: body.rstrip(),
        lambda body: body.lower(),
        lambda body: body.replace(b"DTSTART", b"DtStart").replace(b"BEGIN", b"Begin"),
        lambda body: body.replace("Größe".encode(), "Größe".encode("latin-1")),
        lambda body: body.replace("Größe".encode(), bytes(range(128, 256))),
        lambda body: body.replace("Größe".encode(), b"\0\x0b\x0c\x1c\x85 "),
        lambda body: body.replace(b"END:VEVENT", b"END:VEVENT  "),
        lambda body: body.replace(b"DTSTART:", b'DTSTART;X-A="b;c:d";X-E=f:'),
        lambda body: body.replace(b"DTSTART:", b'DTSTART;X-A=";TZID=Asia/Tokyo:20261107T180000":'),
        lambda body: body + b"<!-- served in 3 ms -->\r\n",
        lambda body: b"Content-Type: text/calendar\r\n\r\n" + body,
    ],
)
def test_what_does_no_harm_is_read_over(change):
    assert busy(change(calendar(PLAIN))) == TRUTH


def test_what_an_alarm_says_is_not_about_the_event():
    alarm = (
        *("BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT99H", "DTSTART:20261106T180000Z"),
        *("DTEND:20261109T190000Z", "RRULE:FREQ=DAILY", "UID:another", "STATUS:CANCELLED"),
        *("TRANSP:TRANSPARENT", "END:VALARM"),
    )
    start, end = PLAIN[3:5]
    assert busy(event(*alarm, start, end)) == TRUTH
    assert busy(event(start, *alarm, end)) == TRUTH
    assert busy(event(start, end, *alarm)) == TRUTH


@pytest.mark.parametrize("kind", ["VTODO", "VJOURNAL", "VAVAILABILITY", "X-KIND"])
def test_tasks_and_diaries_take_no_time(kind):
    task = (f"BEGIN:{kind}", "DTSTART:20261107T180000Z", "DURATION:PT1H", f"END:{kind}")
    assert busy(task, PLAIN) == TRUTH


def test_an_event_takes_time_wherever_it_stands():
    inner = event("DTSTART:20261105T190000Z", "DTEND:20261105T200000Z", uid="in")
    assert busy(("BEGIN:X-BOX", *inner, "END:X-BOX"), PLAIN) == ["2026-11-05 18:00 – 20:00"]


def test_a_body_can_hold_several_calendars():
    other = calendar(event("DTSTART:20261105T190000Z", "DTEND:20261105T200000Z", uid="b"))
    assert busy(calendar(PLAIN) + other) == ["2026-11-05 18:00 – 20:00"]


@pytest.mark.parametrize(
    "parts",
    [
        [("END:VEVENT",), PLAIN],
        [PLAIN, ("END:VTODO",)],
        [PLAIN[:-1]],
        [PLAIN[:-1], PLAIN],
        [(*PLAIN[:-1], "BEGIN:VALARM", "END:VEVENT")],
        [(*PLAIN[:-1], "BEGIN:VALARM", "TRIGGER:-PT5M"), PLAIN],
        [PLAIN, ("BEGIN:VTIMEZONE", "TZID:A")],
        [event("DTSTART:20200101T000000Z", "END:VCALENDAR", "BEGIN:VCALENDAR"), PLAIN],
    ],
)
def test_what_does_not_fit_together_is_read_as_far_as_it_goes_and_is_not_complete(parts):
    found = answer(*parts)
    assert said(found) == TRUTH
    assert (found.complete, found.warnings) == (False, (Warn.DAMAGED,))
    assert found.unread >= 1


def test_a_hundred_events_that_lost_their_ends_are_all_read():
    starts = [f"DTSTART:202611{day:02}T{hour:02}0000Z" for day in range(1, 29) for hour in range(9)]
    torn = [("BEGIN:VEVENT", f"UID:{start}", start, "DURATION:PT30M") for start in starts]
    found = answer(*torn)
    assert len(said(found)) == len(starts) > DEEPEST
    assert (found.warnings, found.unread) == ((Warn.DAMAGED,), len(starts))


def test_what_is_nested_too_deep_is_no_calendar():
    for kind in ("VTODO", "VALARM", "X-BOX", "VCALENDAR"):
        begun, ended = (f"BEGIN:{kind}",) * DEEPEST, (f"END:{kind}",) * DEEPEST
        assert busy(begun[2:], ended[2:], PLAIN) == TRUTH
        with pytest.raises(NotACalendar) as refused:
            answer(begun, ended, PLAIN)
        assert refused.value.why is Warn.DAMAGED


def test_an_event_outside_of_every_calendar_takes_time_but_something_is_wrong():
    stray = "".join(line + "\r\n" for line in PLAIN).encode()
    for body in (calendar() + stray, stray + calendar()):
        found = answer(body)
        assert said(found) == TRUTH
        assert found.warnings == (Warn.DAMAGED,)


PAGE = b"<!DOCTYPE html><html><body>Sign in<pre>" + calendar(PLAIN) + b"</pre></body></html>"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", Warn.EMPTY),
        (b" \r\n\t\n", Warn.EMPTY),
        (b"\xef\xbb\xbf", Warn.EMPTY),
        (PAGE, Warn.WEB_PAGE),
        (b"\xef\xbb\xbf\n\n  <html>", Warn.WEB_PAGE),
        (b'{"error":"sign in"}', Warn.NOT_A_CALENDAR),
        (b"[]", Warn.NOT_A_CALENDAR),
        (b"Too many requests", Warn.NOT_A_CALENDAR),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", Warn.NOT_A_CALENDAR),
        ("".join(line + "\n" for line in PLAIN).encode(), Warn.NOT_A_CALENDAR),
        (calendar(PLAIN).decode().encode("utf-16"), Warn.NOT_A_CALENDAR),
        (b"BEGIN:VCALENDAR", Warn.CUT_SHORT),
        (calendar(PLAIN) + b"BEGIN:VCALENDAR\r\n", Warn.CUT_SHORT),
        (b"BEGIN:VCALENDAR\r\n" * 50, Warn.CUT_SHORT),
        (b"\x1f\x8b\x08\x00\x00", Warn.NOT_A_CALENDAR),
        (bytes(range(256)) * 20, Warn.NOT_A_CALENDAR),
    ],
)
def test_what_is_no_calendar_is_not_an_empty_one(body, why):
    with pytest.raises(NotACalendar) as refused:
        answer(body)
    assert refused.value.why is why
    assert SENTENCES[why]


@pytest.mark.parametrize("line", [b"\n", b"\r", b"\r\n", b"X\n"])
def test_more_lines_than_any_calendar_has_are_too_much(line):
    whole = calendar(PLAIN, ("X-PAD:1", "X-PAD:2"))
    before, after = whole.split(b"X-PAD:1\r\n")
    assert len(2 * whole.splitlines()) < MOST_LINES
    with mock.patch.object(scanner, "MOST_LINES", 1000):
        assert busy(before + line * 900 + after) == TRUTH
        with pytest.raises(NotACalendar) as refused:
            answer(before + line * 1001 + after)
    assert refused.value.why is Warn.TOO_MUCH


def test_a_download_that_stops_anywhere_is_no_calendar():
    whole = calendar(PLAIN)
    for size in range(len(whole.rstrip())):
        with pytest.raises(NotACalendar):
            answer(whole[:size])


def test_an_empty_calendar_is_one():
    assert busy(calendar()) == []


@pytest.mark.parametrize("size", [PIECE - 150 + step for step in range(0, 200, 7)])
def test_an_event_across_the_border_of_two_pieces_is_read_whole(size):
    pad = ("X-PAD:" + "x" * size,)
    late = event("DTSTART:20261105T190000Z", "DTEND:20261105T200000Z", uid="late")
    assert busy(pad, PLAIN, late) == ["2026-11-05 18:00 – 20:00"]


@pytest.mark.parametrize("odd", [0, 1])
def test_versions_of_an_event_find_each_other_in_pieces_that_are_read_differently(odd):
    pad = ("X-PAD:" + "x" * PIECE,)
    names = ("X-PLAIN:1", "X_ODD:1")
    series = event("DTSTART:20261105T180000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2")
    change = event("RECURRENCE-ID:20261105T180000Z", "STATUS:CANCELLED", names[1 - odd])
    one = event("DTSTART:20261105T180000Z", "DURATION:PT1H", uid="two")
    gone = event("DTSTART:20270305T180000Z", "DURATION:PT1H", "SEQUENCE:1", uid="two")
    assert busy(names[odd], series, one, pad, pad, change, gone) == ["2026-11-06 18:00 – 19:00"]
    assert busy(names[odd], change, gone, pad, pad, series, one) == ["2026-11-06 18:00 – 19:00"]


class EverythingIsRead:
    def __init__(self):
        self.seen = []

    def lets_go(self, block):
        return False

    def keeps(self, lines):
        self.seen.append(lines)
        return True


def test_no_title_place_or_guest_leaves_the_bytes():
    secret = (
        *("SUMMARY:secret", "LOCATION:secret", "DESCRIPTION:secret\r\n  DTSTART:secret"),
        *("ATTENDEE;CN=secret:mailto:secret@example.org", "ORGANIZER:mailto:secret@example.org"),
        *("CATEGORIES:secret", "COMMENT:secret", "URL:https://secret", "X-DTSTART:secret"),
        *("CONTACT:secret", "GEO:1;secret", "ATTACH:secret", "RELATED-TO:secret"),
    )
    reads = EverythingIsRead()
    calendars = list(scan(calendar(event(*PLAIN[1:-1], *secret)), sieve=reads))
    assert b"DTSTART" in dict(reads.seen[0])
    assert b"secret" not in repr(calendars).encode()


def test_what_is_let_go_is_what_line_by_line_does_not_matter():
    """The quick look and the slow one agree, or the quick one says nothing."""
    both = sieve.Sieve(b"20260929", b"20261203")
    blocks = [
        (b"DTSTART:20260101T100000Z", b"DTEND:20260101T110000Z"),
        (b"DTSTART:20260101T100000Z", b"DTEND:20261101T110000Z"),
        (b"DTSTART:20260101T100000Z",),
        (b"DTSTART:20271101T100000Z", b"DTEND:20271101T110000Z"),
        (b"DTSTART:20271101T100000Z", b"DTEND:20261101T110000Z"),
        (b"DTSTART:20260101T100000Z", b"DURATION:P1D"),
        (b"DTSTART:20260101T100000Z", b"DURATION:P40W"),
        (b"DTSTART:20260101T100000Z", b"DURATION:P999999999W"),
        (b"DTSTART:20271101T100000Z", b"DURATION:P1W"),
        (b"DTSTART:20271101T100000Z", b"DURATION:-P50W"),
        (b"DTSTART:20260101T100000Z", b"DURATION:P1\r\n D", b"DTEND:20261101T110000Z"),
        (b"DTSTART:20260101T100000Z", b"RRULE:FREQ=DAILY"),
        (b"DTSTART:20260101T100000Z", b"RDATE:20261101T100000Z"),
        (b"DTSTART:20260101T100000Z", b"RECURRENCE-ID:20261101T100000Z"),
        (b"DTSTART:20260101T100000Z", b"DTSTART:20261101T100000Z", b"DURATION:PT1H"),
        (b"DTSTART;X=\r\n :20261101T100000Z", b"DTEND:20261101T110000Z"),
        (b"DTSTART:20269901T100000Z",),
        (b"BEGIN:VALARM", b"DTSTART:20260101T100000Z", b"END:VALARM", b"DTSTART:20261101T100000Z"),
        (b"DTSTART:20260101T100000Z", b"BEGIN:VALARM", b"END:VALARM", b"DTEND:20261101T110000Z"),
        (b"DTSTART:20260101T100000Z", b"BEGIN:VALARM", b"END:VALARM", b"RRULE:FREQ=DAILY"),
        (b"END:VEVENT", b"DTSTART:20260101T100000Z"),
        (b"DTSTART:20260101T100000Z", b"BEGIN:VALARM", b"END:VEVENT", b"END:VALARM"),
        (b"DTSTART:20260101T100000Z", b"END:VALARM"),
        (b"DTSTART:20260101T100000Z", b"BEGIN:VALARM", b"TRIGGER:-PT5M", b"END:VALARM"),
    ]
    gone = []
    for number, lines in enumerate(blocks):
        block = b"".join(b"\r\n" + line for line in lines) + b"\r\nEND:VEVENT\r"
        slow = EverythingIsRead()
        body = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT" + block + b"\nEND:VCALENDAR\r\n"
        assert list(scan(body, sieve=slow))
        if both.lets_go(block):
            gone.append(number)
            assert not both.keeps(slow.seen[0]), lines
    assert gone == [0, 2, 3, 5, 8, 23]
