"""What takes somebody's time and what does not."""

import pytest

from nearer.calendars.policy import OWN_UID_SUFFIX
from nearer.calendars.tests.writing import answer, busy, event

HOUR = ("DTSTART:20261105T180000Z", "DTEND:20261105T190000Z")
TAKEN = ["2026-11-05 18:00 – 19:00"]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["STATUS:CONFIRMED", "TRANSP:OPAQUE"],
        ["STATUS:TENTATIVE"],
        ["STATUS:NEW-IN-2031"],
        ["TRANSP:"],
        ["X-MICROSOFT-CDO-BUSYSTATUS:BUSY"],
        ["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"],
        ["X-MICROSOFT-CDO-BUSYSTATUS:OOF"],
        ["X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"],
        ["X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE"],
        ["TRANSP:OPAQUE", "X-MICROSOFT-CDO-INTENDEDSTATUS:FREE"],
        ["DESCRIPTION:TRANSP:TRANSPARENT", "SUMMARY:STATUS:CANCELLED"],
        ["X-TRANSP:TRANSPARENT", "X-STATUS:CANCELLED"],
    ],
)
def test_takes_time(lines):
    assert busy(event(*HOUR, *lines)) == TAKEN
    assert busy(event("DTSTART;VALUE=DATE:20261105", *lines)) == ["2026-11-05 all day"]


@pytest.mark.parametrize(
    "lines",
    [
        ["STATUS:CANCELLED"],
        ["status:cancelled "],
        ["STATUS;X-WHY=a:CANCELLED"],
        ["TRANSP:TRANSPARENT"],
        ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"],
        ["X-MICROSOFT-CDO-BUSYSTATUS:FREE"],
        ["TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"],
        ["X-MICROSOFT-CDO-INTENDEDSTATUS:FREE"],
    ],
)
def test_takes_no_time(lines):
    assert busy(event(*HOUR, *lines)) == []
    assert busy(event(*HOUR, "RRULE:FREQ=DAILY;COUNT=2", *lines)) == []
    assert busy(event("DTSTART;VALUE=DATE:20261105", *lines)) == []


MINE = "Alice@Example.org"


@pytest.mark.parametrize(
    "guest",
    [
        "ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:MAILTO:ALICE@EXAMPLE.ORG",
        'ATTENDEE;CN="A: b; c";PARTSTAT="DECLINED";ROLE=CHAIR:mailto:alice@example.org',
        "ATTENDEE;PARTSTAT=declined;EMAIL=alice@example.org:urn:uuid:1",
        "ATTENDEE;PARTSTAT=DECLI\r\n NED;CN=A:mailto:alice@exam\r\n ple.org",
    ],
)
def test_what_i_refused_takes_no_time_if_i_said_who_i_am(guest):
    bob = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org"
    assert busy(event(*HOUR, bob, guest), mine=MINE) == []
    assert busy(event(*HOUR, bob, guest)) == TAKEN


@pytest.mark.parametrize(
    "guests",
    [
        ["ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org"],
        ["ATTENDEE;PARTSTAT=DECLINED:mailto:malice@example.org"],
        ["ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org.uk"],
        ["ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alice@example.org"],
        ["ATTENDEE;PARTSTAT=TENTATIVE:mailto:alice@example.org"],
        ["ATTENDEE:mailto:alice@example.org"],
        ['ATTENDEE;CN="mailto:alice@example.org";PARTSTAT=DECLINED:mailto:bob@example.org'],
        ['ATTENDEE;CN=";PARTSTAT=DECLINED:mailto:alice@example.org":mailto:bob@example.org'],
        ['ATTENDEE;CN=";PARTSTAT=DECLINED;":mailto:alice@example.org'],
        [
            "ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org",
        ],
        ["ORGANIZER;PARTSTAT=DECLINED:mailto:alice@example.org"],
        ["COMMENT:ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org"],
    ],
)
def test_nobody_elses_refusal_is_mine(guests):
    assert busy(event(*HOUR, *guests), mine=MINE) == TAKEN


def test_one_refused_instance_is_only_that_one():
    refused = event(
        *("RECURRENCE-ID:20261106T180000Z", "DTSTART:20261106T180000Z", "DURATION:PT1H"),
        "ATTENDEE;PARTSTAT=DECLINED:mailto:alice@example.org",
    )
    daily = event(*HOUR, "RRULE:FREQ=DAILY;COUNT=3")
    assert busy(daily, refused, mine=MINE) == [*TAKEN, "2026-11-07 18:00 – 19:00"]


@pytest.mark.parametrize(
    "uid", ["a1@nearer.invalid", "A1@NEARER.INVALID", "a1@nearer.\r\n invalid"]
)
def test_our_own_dates_do_not_stand_in_their_own_way(uid):
    assert uid.replace("\r\n ", "").lower().encode().endswith(OWN_UID_SUFFIX)
    assert busy(event(*HOUR, uid=uid)) == []
    assert busy(event(*HOUR, "RRULE:FREQ=DAILY", uid=uid)) == []
    assert busy(event("RECURRENCE-ID:20261105T180000Z", *HOUR, uid=uid)) == []


def test_a_name_that_only_looks_like_ours_takes_time():
    assert busy(event(*HOUR, uid="a1@nearer.invalid.example.org")) == TAKEN


def test_nothing_of_the_file_is_in_the_answer():
    secret = event(*HOUR, "SUMMARY:secret", "RRULE:secret", "EXDATE:secret", uid="secret")
    found = answer(secret, event("DTSTART;TZID=secret:20261105T180000", uid="secret"))
    assert not found.complete
    assert "secret" not in repr(found)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["DTSTART:never"],
        [*HOUR, "EXDATE:never", "RRULE:FREQ=DAILY"],
        [*HOUR, "RRULE:FREQ=SECONDLY"],
        ["DTSTART:20261105T180000Z", "DTEND:20261105T170000Z"],
    ],
)
def test_what_takes_no_time_need_not_be_understood(lines):
    assert busy(event(*lines, "TRANSP:TRANSPARENT")) == []
    assert busy(event(*lines, "STATUS:CANCELLED")) == []
    assert not answer(event(*lines)).complete
