from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nearer.notices import rules
from nearer.notices.rules import APART, HORIZON, Code, Quiet, Wish, after_quiet, arrange

UTC_ZONE, LISBON, BERLIN = ZoneInfo("UTC"), ZoneInfo("Europe/Lisbon"), ZoneInfo("Europe/Berlin")
NIGHT = Quiet()
NEVER = Quiet(time(0), time(0))
NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)


def at(hour, minute=0, *, day=4, month=3):
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "moment", "expected"),
    [
        pytest.param(NIGHT, at(21, 59), at(21, 59), id="just before"),
        pytest.param(NIGHT, at(22), at(8, day=5), id="at its beginning"),
        pytest.param(NIGHT, at(23, 30), at(8, day=5), id="before midnight"),
        pytest.param(NIGHT, at(3, day=5), at(8, day=5), id="after midnight"),
        pytest.param(NIGHT, at(8), at(8), id="at its end"),
        pytest.param(Quiet(time(13), time(15)), at(14), at(15), id="a nap"),
        pytest.param(Quiet(time(13), time(15)), at(23), at(23), id="a nap, at night"),
        pytest.param(NEVER, at(3), at(3), id="never quiet"),
        pytest.param(Quiet(time(0), time(23, 59)), at(1), at(23, 59), id="almost always"),
    ],
)
def test_quiet_hours_move_a_note_to_their_end(quiet, moment, expected):
    assert after_quiet(moment, quiet=quiet, zone=UTC_ZONE) == expected


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("Asia/Tokyo", at(13, 30), at(23)),  # half past ten in the evening there
        ("America/Los_Angeles", at(13, 30), at(16)),  # half past five in the morning
        ("Europe/Lisbon", at(13, 30), at(13, 30)),
        ("Asia/Kathmandu", at(16, 20), at(2, 15, day=5)),  # a quarter before the hour
    ],
)
def test_quiet_is_by_the_clock_where_one_lives(zone, moment, expected):
    assert after_quiet(moment, quiet=NIGHT, zone=ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    ("day", "quiet", "moment", "expected"),
    [
        # 28 March 2027: two becomes three in Berlin. The night is an hour shorter.
        pytest.param("spring", NIGHT, at(23, day=27), at(6, day=28), id="a shorter night"),
        pytest.param(
            "spring", Quiet(time(22), time(2, 30)), at(0, day=28), at(1, day=28), id="no such end"
        ),
        # 31 October 2027: three becomes two. The end comes twice.
        pytest.param("autumn", NIGHT, at(23, day=30, month=10), at(7, day=31, month=10), id="long"),
        pytest.param(
            "autumn",
            Quiet(time(22), time(2, 30)),
            at(23, day=30, month=10),
            at(1, 30, day=31, month=10),
            id="the second half past two",
        ),
    ],
)
def test_when_the_clock_changes_no_quiet_minute_is_disturbed(day, quiet, moment, expected):
    assert day
    assert after_quiet(moment, quiet=quiet, zone=BERLIN) == expected


zones = st.sampled_from(
    [LISBON, BERLIN, UTC_ZONE, *map(ZoneInfo, ("Asia/Kolkata", "Australia/Lord_Howe", "Asia/Gaza"))]
)
minutes = st.times().map(lambda t: t.replace(second=0, microsecond=0))
moments = st.integers(-525_600, 525_600).map(lambda n: NOW + timedelta(minutes=n))
quiets = st.builds(Quiet, minutes, minutes)


@given(moment=moments, quiet=quiets, zone=zones)
def test_a_moved_note_is_never_in_quiet_hours_never_earlier_and_at_most_a_day_later(
    moment, quiet, zone
):
    moved = after_quiet(moment, quiet=quiet, zone=zone)
    assert not quiet.covers(moved.astimezone(zone).time())
    assert timedelta() <= moved - moment <= timedelta(hours=26)


wishes = st.lists(
    st.builds(
        Wish,
        st.integers(-3000, 60_000).map(lambda n: NOW + timedelta(minutes=n)),
        st.sampled_from("abc"),
    ),
    max_size=30,
)


@given(wished=wishes, quiet=quiets, zone=zones, taken=st.lists(st.integers(-90, 90), max_size=2))
def test_whatever_is_wished_mails_are_an_hour_apart_and_within_four_weeks(
    wished, quiet, zone, taken
):
    gone = [NOW + timedelta(minutes=n) for n in taken]
    sends = arrange(wished, quiet=quiet, zone=zone, now=NOW, taken=gone)
    dues = [send.due for send in sends]
    assert all(b - a >= APART for a, b in pairwise(dues))
    assert all(NOW < due <= NOW + HORIZON for due in dues)
    assert all(abs(due - other) >= APART for due in dues for other in gone)
    assert not any(quiet.covers(due.astimezone(zone).time()) for due in dues)
    assert arrange(reversed(wished), quiet=quiet, zone=zone, now=NOW, taken=gone) == sends
    assert {wish for send in sends for wish in send.wishes} <= set(wished)


def test_several_reasons_within_an_hour_make_one_mail():
    wished = [Wish(at(13), "a"), Wish(at(13, 40), "b"), Wish(at(13, 59), "a"), Wish(at(14), "b")]
    sends = arrange(wished, quiet=NIGHT, zone=UTC_ZONE, now=NOW)
    assert [(send.due, len(send.wishes)) for send in sends] == [(at(13), 3), (at(14), 1)]


def test_all_of_a_night_is_one_mail_in_the_morning():
    wished = [Wish(at(22), "a"), Wish(at(23, 30), "b"), Wish(at(4, day=5), "c")]
    sends = arrange(wished, quiet=NIGHT, zone=UTC_ZONE, now=NOW)
    assert [send.due for send in sends] == [at(8, day=5)]


def test_what_lies_behind_or_beyond_four_weeks_is_left_out():
    wished = [Wish(NOW, "a"), Wish(NOW + HORIZON, "b"), Wish(NOW + HORIZON * 1.01, "c")]
    sends = arrange(wished, quiet=NEVER, zone=UTC_ZONE, now=NOW)
    assert [wish.name for send in sends for wish in send.wishes] == ["b"]


def test_once_a_week_keeps_its_hour_when_the_clock_changes():
    found = rules.weekly(day=6, at=time(18), zone=BERLIN, now=at(12, day=20))
    assert [m.astimezone(BERLIN).time() for m in found] == [time(18)] * 4
    assert [m.astimezone(BERLIN).date() for m in found] == [
        date(2027, 3, 21), date(2027, 3, 28), date(2027, 4, 4), date(2027, 4, 11)
    ]  # fmt: skip


@given(day=st.integers(0, 6), hour=minutes, zone=zones, now=moments)
def test_once_a_week_is_four_or_five_times_and_all_ahead(day, hour, zone, now):
    found = rules.weekly(day=day, at=hour, zone=zone, now=now)
    assert len(found) in {4, 5}
    assert all(now < moment <= now + HORIZON for moment in found)


def test_waiting_grows_from_a_minute_to_six_hours():
    waits = [rules.wait_after(n) for n in range(1, 40)]
    assert waits[:3] == [timedelta(minutes=n) for n in (1, 2, 4)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=6)


def test_after_three_days_it_is_given_up():
    kept = {"due": NOW, "attempts": 9, "quiet": None, "zone": UTC_ZONE}
    assert rules.next_try(now=NOW + timedelta(days=2), **kept)
    assert rules.next_try(now=NOW + timedelta(days=3), **kept) is None


def test_trying_again_keeps_quiet_hours():
    again = rules.next_try(due=at(21, 55), attempts=4, now=at(21, 58), quiet=NIGHT, zone=UTC_ZONE)
    assert again == at(8, day=5)


@pytest.mark.parametrize(
    ("matches", "tries", "minutes", "expected"),
    [
        (True, 0, 1, Code.RIGHT),
        (False, 0, 1, Code.WRONG),
        (True, 4, 60, Code.RIGHT),
        (True, 5, 1, Code.OVER),
        (True, 0, 61, Code.OVER),
        (True, 0, -1, Code.OVER),  # the clock was set back
    ],
)
def test_a_code_works_for_an_hour_and_five_tries(matches, tries, minutes, expected):
    until = NOW + rules.CODE_LASTS
    now = NOW + timedelta(minutes=minutes)
    assert rules.judge(matches=matches, until=until, tries=tries, now=now) is expected


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("alice@example.org", "alice@example.org"),
        ("  alice@example.org \n", "alice@example.org"),
        ("Alice.B+notes@Example.ORG", "Alice.B+notes@example.org"),
        ("alice@bücher.example", "alice@xn--bcher-kva.example"),
        ("alice@mail", "alice@mail"),
    ],
)
def test_an_address_is_kept_as_mail_takes_it(given, kept):
    assert rules.address(given) == kept


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "not a whole address"),
        ("alice", "not a whole address"),
        ("@example.org", "not a whole address"),
        ("alice@", "not a whole address"),
        ("alice smith@example.org", "not a whole address"),
        ("alice@example.org\nBcc: bob@example.org", "one line"),
        ("alice@example.org\rBcc: bob@example.org", "one line"),
        ("alice\x00@example.org", "one line"),
        ("älice@example.org", "plain letters"),
        ("a" * 300 + "@example.org", "longer than an address"),
        ("alice@" + "a." * 150 + "org", "longer than an address"),
        ("a" * 65 + "@example.org", "longer than an address"),
        ("alice@exa_mple.org", "name of a mail server"),
        ("alice@-example.org", "name of a mail server"),
        ("alice@example..org", "name of a mail server"),
        ("alice@example.org, bob@example.org", "not a whole address"),
        ("<alice@example.org>", "name of a mail server"),
        ('"alice"@example.org', "cannot take"),
        (".alice@example.org", "cannot take"),
        ("alice@☃" + "☃" * 70, "name of a mail server"),
    ],
)
def test_what_is_no_address_is_told_in_a_sentence(given, says):
    with pytest.raises(rules.NotAnAddress, match=says):
        rules.address(given)


@given(st.text())
def test_whatever_is_typed_is_an_address_or_a_sentence(text):
    try:
        kept = rules.address(text)
    except rules.NotAnAddress:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert kept.count("@") == 1
    assert rules.address(kept) == kept
