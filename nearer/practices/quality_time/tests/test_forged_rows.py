"""A partner who can write the database seals whatever they like with the key of the two."""

import json
from datetime import UTC, datetime
from time import process_time
from uuid import UUID

import pytest
import time_machine

from nearer.journal import actions as journal
from nearer.journal import payloads
from nearer.journal.models import Visibility
from nearer.practices.quality_time import refreshing
from nearer.practices.quality_time.actions import plans
from nearer.practices.quality_time.entries.afterwards import Away, Liked
from nearer.practices.quality_time.entries.feed import FeedKey, Title
from nearer.practices.quality_time.entries.plans import HIGHEST, Ritual, Step
from nearer.practices.quality_time.entries.sources import Free
from nearer.practices.quality_time.past import plans as past
from nearer.practices.quality_time.rules import plans as rules
from nearer.practices.quality_time.rules.dates import date_of
from nearer.practices.quality_time.rules.plans import Word
from nearer.practices.quality_time.selectors.plans import one_plan
from nearer.practices.quality_time.tests.conftest import HERE, says_hours
from tests.presence import present_of

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
THREAD = UUID("572e871b-7062-430a-a536-31a9ed3a140b")
PAGES = (
    *("/", "/journey/", "/journey/path/", HERE, f"{HERE}feed/calendar.ics"),
    *(f"{HERE}{page}/" for page in ("plans", "windows", "feed", "free", "ideas")),
    *(f"{HERE}plan/{THREAD}/{more}" for more in ("", "on/2026-10-23/")),
)


@pytest.fixture(autouse=True)
def a_day():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def forges(someone, kind, said, *, subject=None, at="2026-09-01T12:00:00+00:00"):
    """A row of theirs as nobody makes one who uses the program; `said` may be bytes."""
    present = present_of(someone)
    inside = {"v": 1, "at": at, "day": present.day.isoformat(), "f": said}
    plain = said if isinstance(said, bytes) else json.dumps(inside).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payloads, "dump", lambda *_, **__: plain)
        blank = object.__new__(kind)
        journal.write(present.pen, blank, visibility=Visibility.SHARED, subject=subject)


def step(**more):
    said = {"thread": THREAD.hex, "number": 1, "after": [], "said": "propose", "line": "x"}
    when = {"start": "2026-10-23T19:30", "zone": "Europe/Berlin", "minutes": 120}
    return {**said, **when, **more}


def looks_everywhere(someone):
    for page in PAGES:
        assert someone.client.get(page).status_code in {200, 302, 404}, page
    assert someone.post("/you/copy/").getvalue()
    refreshing.look_after(present_of(someone))


@pytest.mark.parametrize(
    "more",
    [
        *({name: "\ud800"} for name in ("line", "said", "thread", "idea", "about", "zone")),
        *({"after": said} for said in (None, 5, "abc", [["x"]], ["\ud800"], {})),
        *({"thread": said} for said in (["x"], None, "../x", THREAD.hex.upper())),
        *({"number": said} for said in ("1", None, 1e999, [], 0, 10**4299, HIGHEST + 1)),
        *({"about": said, "said": "not-now"} for said in (["x"], {}, None)),
        *({"zone": said} for said in (None, "tzdata.zi", "localtime", "europe/berlin", "a\0")),
        *({"zone": [], "start": ""}, {"repeat": 5}, {"minutes": True}, {"once": 5}),
        *({"once": "9999-12-31"}, {"once": "0001-01-01"}, {"idea": "../x"}),
        *({"start": "2099-12-31T23:59", "zone": "Pacific/Kiritimati", "minutes": 1440},),
    ],
    ids=ascii,
)
def test_no_step_of_theirs_breaks_a_page_of_mine(couple, more):
    alice, bob = couple
    forges(alice, Step, step())
    forges(bob, Step, step(**more))
    looks_everywhere(alice)


@pytest.mark.parametrize("start", ["2020-01-01T00:00", "2099-12-31T23:59"])
@pytest.mark.parametrize("repeat", ["weekly", "monthly"])
def test_no_ritual_of_theirs_breaks_a_page_of_mine(couple, start, repeat):
    alice, bob = couple
    forges(bob, Ritual, step(repeat=repeat, start=start, minutes=1440))
    looks_everywhere(alice)


def test_what_is_nested_without_an_end_does_not_open(couple):
    alice, bob = couple
    forges(bob, Step, b'{"v":1,"f":' + b"[" * 200_000)
    looks_everywhere(alice)


@pytest.mark.parametrize(
    "at",
    [
        f"{day}{clocks}"
        for day in ("0001-01-01T00:00", "9999-12-31T23:59")
        for clocks in ("+00:00", "-12:00", "+14:00")
    ],
)
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Step, step()),
        (Ritual, step(repeat="weekly")),
        (Free, {"spans": [[29800000, 29990000]], "made_on": "2026-09-01", "zone": "Asia/Tokyo"}),
        (Title, {"text": "x"}),
        (FeedKey, {"key": "00" * 48}),
        (Away, {"things": [], "line": "x"}),
        (Liked, {"text": "y"}),
    ],
    ids=lambda it: getattr(it, "kind", ""),
)
def test_no_moment_of_theirs_breaks_a_page_of_mine(couple, kind, said, at):
    alice, bob = couple
    named = present_of(bob).vault.subject(kind.kind) if kind in {Free, Title, FeedKey} else None
    forges(bob, kind, said, at=at, subject=named)
    looks_everywhere(alice)


@pytest.mark.parametrize(
    "more",
    [
        {"spans": [[0, 4_000_000_000]] * 9000},
        {"spans": [[start, 4_000_000_000] for start in range(9000)], "made_on": "9999-12-31"},
        {"spans": [[29_800_000 + 2 * it, 29_800_001 + 2 * it] for it in range(9000)]},
        {"spans": [[29_800_000 + 100 * it, 29_800_061 + 100 * it] for it in range(9000)]},
        {"spans": [[-4_000_000_000, 4_000_000_000]], "made_on": "0001-01-01"},
        *({"spans": said} for said in ("ab", [[True, False]], {"ab": 1}, None, [[1, 2, 3]])),
        {"spans": [[0, 1e999]]},
        *({"zone": said} for said in ("\ud800", "", "Factory", "Pacific/Chatham", [])),
    ],
    ids=lambda it: ascii(it)[:40],
)
def test_no_free_time_of_theirs_breaks_a_page_of_mine(couple, more):
    alice, bob = couple
    says_hours(alice)
    said = {"spans": [[29_800_000, 29_990_000]], "made_on": "2026-09-01", "zone": "UTC", **more}
    forges(bob, Free, said, subject=present_of(bob).vault.subject(Free.kind))
    looks_everywhere(alice)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_no_day_at_the_ends_of_the_calendar_breaks_a_page(couple, day, zone):
    alice, bob = couple
    when = date_of("2026-10-23T19:30", zone, 120, "weekly")
    thread = plans.propose(present_of(bob), when)
    known = one_plan(present_of(alice), thread)
    plans.accept(present_of(alice), thread, known.plan.theirs[0].mark, seen=known.seen)
    there = f"{HERE}plan/{thread}/on/{day}/"
    assert alice.client.get(there).status_code == 404
    for page in ("move", "leave-out", "fine", "away", "seal", "open", "take-back"):
        assert alice.post(f"{there}{page}/", {"text": "x"}).status_code in {302, 404, 409}, page


@pytest.mark.parametrize("at", ["0001-01-01T00:00+00:00", "9999-12-31T23:59+00:00"])
def test_no_moment_of_theirs_breaks_a_ritual_of_ours(couple, at):
    alice, bob = couple
    thread = plans.propose(present_of(bob), date_of("2026-09-04T19:30", "Asia/Tokyo", 60, "weekly"))
    known = one_plan(present_of(alice), thread)
    plans.accept(present_of(alice), thread, known.plan.theirs[0].mark, seen=known.seen)
    forges(bob, Ritual, step(thread=thread.hex, said="skip", start="", number=3), at=at)
    looks_everywhere(alice)


def test_a_ritual_of_a_thousand_steps_does_not_hold_up_the_timeline(couple, monkeypatch):
    alice, bob = couple
    for number in range(past.EARLY + 5):
        forges(bob, Ritual, step(said="not-now", start="", number=number + 1))
    folded = []
    monkeypatch.setattr(past, "plans_of", lambda _, steps: folded.append(len(steps)) or [])
    assert alice.client.get("/journey/").status_code == 200
    assert max(folded) == past.EARLY


def test_thousands_of_steps_after_each_other_are_folded_soon():
    steps: list[rules.Step] = []
    for number in range(3000):
        after = frozenset(it.mark for it in steps[-1:])
        mine, about = bool(number % 2), f"{number - 1}"
        said = Word.NOT_NOW if number % 3 else Word.ACCEPT
        steps.append(rules.Step(f"{number}", mine, number, NOW, said, after, about))
    begun = process_time()
    assert rules.fold(reversed(steps)).agreed is None
    assert process_time() - begun < 1
