"""Two worlds that differ in what Bob does in secret, seen through Alice's eyes.

A couple is made once; each world then begins from the same savepoint, at the same moment and
with the same randomness for Alice. What she gets to see must then be the same, byte by byte,
except for the three things in `MASKS`.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from unittest import mock
from uuid import UUID

import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from conftest import QUESTION, Someone, newcomer, pair, takes_words
from nearer.accounts.models import Session
from nearer.accounts.sessions import read_ticket
from nearer.journal.models import Entry, Visibility
from nearer.practices.conversation import content
from tests import (
    calendars,
    feeds,
    lessons,
    letters,
    meetings,
    own_words,
    picking,
    pictures,
    plans,
    pulses,
    sittings,
    todays,
)

# Shortly before midnight, so that "today" changes while they write.
START = datetime(2026, 5, 7, 23, 50, tzinfo=UTC)
STEP = timedelta(seconds=70)
QUESTIONS = [question.id for question in content.bank()[10:13]]
CHECKIN = "/conversation/checkin/2026-w19/"


@dataclass(frozen=True, slots=True)
class Act:
    """Something one of them does. `about` chooses the round or the question."""

    what: str
    about: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything about one response that somebody could notice."""

    where: str
    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: str
    sql: tuple[str, ...]


@contextmanager
def dice(seed: str) -> Iterator[None]:
    """Let all randomness of the program follow from `seed`.

    Each size is drawn from a stream of its own, so that the nonce of one box more does not
    change every id and token after it.
    """
    drawn: Counter[int] = Counter()

    def draw(size: int) -> bytes:
        drawn[size] += 1
        return hashlib.shake_256(f"{seed} {size} {drawn[size]}".encode()).digest(size)

    with mock.patch("os.urandom", draw), mock.patch("random._urandom", draw):
        yield


@contextmanager
def noted_sql() -> Iterator[list[str]]:
    """Every statement of the block, without its values."""
    noted: list[str] = []

    def note(execute, sql, params, many, context):
        noted.append(re.sub(r'"?s\d+_x\d+"?', "savepoint", str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


class Phone:
    """Somebody's browser in one world."""

    def __init__(self, someone: Someone, dice_of: str) -> None:
        self.words, self.dice_of, self.asked = someone.words, dice_of, 0
        self.client = Client(HTTP_HOST="localhost")
        for name, morsel in someone.client.cookies.items():
            self.client.cookies[name] = morsel.value

    def ask(self, path: str, data: dict[str, object] | None = None, **headers: str) -> Seen:
        """GET, or POST where there is data."""
        self.asked += 1
        verb = self.client.get if data is None else self.client.post
        with dice(f"{self.dice_of} {self.asked}"), noted_sql() as sql:
            response = verb(path, data, headers=headers)
            raw = b"".join(response) if response.streaming else response.content
        cookies = tuple(morsel.OutputString() for _, morsel in sorted(response.cookies.items()))
        where = f"{'GET' if data is None else 'POST'} {path}"
        shown = tuple(sorted(response.headers.items()))
        return Seen(where, response.status_code, shown, cookies, raw.decode(), tuple(sql))


@dataclass
class Base:
    """A couple with a little history, and what the two can write about."""

    alice: Someone
    bob: Someone
    alice_first: bool
    opened: str
    rounds: list[str]
    mark: str = ""
    """Which version of their text stands on the screen."""
    letters: dict[str, str] = field(default_factory=dict)
    """The names of their letters, by whose they are."""
    own: dict[str, str] = field(default_factory=dict)
    """The ids of what each wrote for themselves, likewise."""
    calendars: dict[str, str] = field(default_factory=dict)
    """The names of their calendars, likewise."""
    met: str = ""
    """Where yesterday's meeting stands."""
    plan: str = ""
    """Where a time stands that Alice proposed."""
    token: str = ""
    """What stands in the address of her calendar."""
    sat: dict[str, str] = field(default_factory=dict)
    """Where the sittings stand, by whose they are."""
    couple: UUID = field(init=False)
    alice_id: UUID = field(init=False)
    bob_id: UUID = field(init=False)

    def __post_init__(self) -> None:
        self.couple, self.alice_id = _who(self.alice)
        _, self.bob_id = _who(self.bob)

    def in_round(self, person: UUID, about: int) -> "Entry | None":
        """The answer that this person has sealed in a round."""
        subject = self.rounds[about % len(self.rounds)]
        found = Entry.objects.of(self.couple).filter(owner_id=person, subject=subject)
        return found.filter(visibility=Visibility.WHEN_BOTH).first()

    def sealed(self, kind: str) -> bool:
        """Whether both have something of this kind that is not handed over by both yet."""
        found = Entry.objects.of(self.couple).filter(kind=kind, visibility=Visibility.WHEN_BOTH)
        rows = Counter(found.values_list("subject", flat=True))
        shut = found.filter(given_key=None).values_list("subject", flat=True)
        return any(rows[subject] > 1 for subject in shut)

    def has_sealed(self, kind: str) -> bool:
        """Whether Alice has something of this kind that is sealed until both."""
        found = Entry.objects.of(self.couple).filter(owner_id=self.alice_id, kind=kind)
        return found.filter(visibility=Visibility.WHEN_BOTH).exists()

    def in_checkin(self, person: UUID) -> "Entry | None":
        """What this person has sealed in the week's check-in."""
        found = Entry.objects.of(self.couple).filter(owner_id=person, kind="conversation.checkin")
        return found.filter(visibility=Visibility.WHEN_BOTH).first()


def _who(someone: Someone) -> tuple[UUID, UUID]:
    ticket = read_ticket(someone.client.cookies["nearer"].value)
    assert ticket is not None
    row = Session.objects.of(ticket.couple).get(id=ticket.session)
    return ticket.couple, row.person_id


def a_couple(*, alice_first: bool) -> Base:
    """Alice and Bob with one round open to both, and three that nobody has answered."""
    with time_machine.travel(START, tick=False):
        alice, bob = takes_words(newcomer("Alice")), newcomer("Bob")
        opened = pair(alice, bob, hosts="me" if alice_first else "partner")
        for someone in (alice, bob, alice, bob):
            someone.page(opened)
            someone.post(f"{opened}open/")
        bob.post(f"{opened}reply/", {"text": "Bob says thank you"})
        bob.post(f"/conversation/question/{content.bank()[20].id}/put/")
        alice.post(f"/conversation/question/{content.bank()[21].id}/", {"text": "Alice's own"})
        listed = re.findall(r"/conversation/round/([0-9a-f-]{36})/", alice.page("/conversation/"))
        mark = pictures.a_month_ago(alice, bob, alice_first=alice_first)
        pulses.ten_weeks_ago(alice, bob)
        written = letters.some_days_ago(alice, bob)
        own = own_words.some_days_ago(alice, bob)
        lessons.some_days_ago(alice, bob)
        theirs = calendars.some_days_ago(alice, bob)
        met = meetings.a_day_ago(alice, bob)
        picking.a_month_ago(alice, bob, alice_first=alice_first)
        token = feeds.of_hers(alice)
        plan = plans.proposes(alice, line="Alice would like to dance")
        sat = sittings.before_midnight(alice, bob)
    opened = opened.split("/")[-2]
    fresh = [subject for subject in dict.fromkeys(listed) if subject != opened]
    history = mark, written, own, theirs, met, plan, token, sat
    return Base(alice, bob, alice_first, opened, fresh[:3], *history)


# --- What the two can do --------------------------------------------------------------

Request = tuple[str, dict[str, object] | None]
ZONES = ("Pacific/Auckland", "America/Los_Angeles", "Europe/Lisbon")


NOTICES = {
    "address": "bob@example.org",
    "kinds": ["weekly"],
    "day": "6",
    "at": "18:00",
    "begins": "22:00",
    "ends": "08:00",
    "name": "plain",
}


def _round(base: Base, act: Act) -> str:
    return f"/conversation/round/{base.rounds[act.about % len(base.rounds)]}/"


def _question(act: Act) -> str:
    return f"/conversation/question/{QUESTIONS[act.about % len(QUESTIONS)]}/"


ACTS: dict[str, Callable[[Base, Act], list[Request]]] = {
    "answers": lambda b, a: [(f"{_round(b, a)}answer/", {"text": a.text})],
    "keeps it for themselves": lambda b, a: [
        (f"{_round(b, a)}answer/", {"text": a.text, "for_me": "1"})
    ],
    "takes it back": lambda b, a: [(f"{_round(b, a)}take-back/", {})],
    "types": lambda b, a: [("/drafts/", {"path": _round(b, a), "tab": "1", "text": a.text})],
    "types in another tab": lambda b, a: [
        ("/drafts/", {"path": _question(a), "tab": str(len(a.text)), "text": a.text})
    ],
    "writes alone": lambda _, a: [(_question(a), {"text": a.text})],
    "marks a question": lambda _, a: [(f"{_question(a)}favourite/", {})],
    "takes another one": lambda _, a: [(f"/conversation/another/?n={a.about}", None)],
    "searches": lambda _, a: [("/conversation/journal/", {"q": a.text[:80]})],
    "copies everything": lambda *_: [("/you/copy/", {})],
    "sets a PIN": lambda *_: [("/you/pin/", {"pin": "271828", "now": ""})],
    "moves": lambda _, a: [("/you/zone/", {"zone": ZONES[a.about % len(ZONES)]})],
    "asks for notices": lambda *_: [("/you/notices/", NOTICES)],
    "locks": lambda b, a: [
        ("/lock/", {}),
        (f"{_round(b, a)}answer/", {"path": _round(b, a), "text": a.text}),
        ("/unlock/", {"words": ""}),
    ],
    "passes the phone": lambda _, a: [
        (f"{_question(a)}pass/", {}),
        ("/conversation/pass/", {"stage": "first", "text": a.text}),
        ("/conversation/pass/", {"stage": "hand-over", "stop": "1"}),
        ("/unlock/", {"words": ""}),
    ],
    "looks at the round": lambda b, a: [(_round(b, a), None)],
    "looks at the list": lambda *_: [("/conversation/", None)],
    "looks at today": lambda *_: [("/", None)],
    "checks in": lambda _, a: [(f"{CHECKIN}seal/", {"text_heavy": a.text})],
    "checks in for themselves": lambda _, a: [
        (f"{CHECKIN}seal/", {"text_hope": a.text, "for_me": "1"})
    ],
    "takes the check-in back": lambda *_: [(f"{CHECKIN}take-back/", {})],
    "types a check-in": lambda _, a: [
        ("/drafts/", {"path": CHECKIN, "tab": "1", "text_small": a.text})
    ],
    "says how it went": lambda *_: [
        ("/conversation/checkin/small/", {"week": "2026-w18", "how": "bit"})
    ],
    "looks at the check-in": lambda *_: [(CHECKIN, None)],
    "keeps a kind line": lambda _, a: [
        ("/conversation/appreciations/", {"text": a.text[:80], "for_me": "1"})
    ],
    "looks for a kind line": lambda _, a: [(f"/conversation/appreciations/?n={a.about}", None)],
    **pictures.ACTS,
    **pulses.ACTS,
    **letters.ACTS,
    **own_words.ACTS,
    **lessons.ACTS,
    **calendars.ACTS,
    **meetings.ACTS,
    **picking.ACTS,
    **feeds.ACTS,
    **plans.ACTS,
    **sittings.ACTS,
    **todays.ACTS,
    # Visible to the other by design, so no secrets.
    "opens the check-in": lambda *_: [(f"{CHECKIN}open/", {})],
    "opens": lambda b, a: [(f"{_round(b, a)}open/", {})],
    "puts it to both": lambda _, a: [(f"{_question(a)}put/", {})],
    "chooses the deck": lambda _, a: [("/conversation/deck/", {"depths": ["1", str(a.about + 2)]})],
}
OPENLY = (
    *("puts it to both", "chooses the deck", "opens", "opens the check-in"),
    *pictures.OPENLY,
    *pulses.OPENLY,
    *letters.OPENLY,
    *calendars.OPENLY,
    *meetings.OPENLY,
    *picking.OPENLY,
    *feeds.OPENLY,
    *plans.OPENLY,
    *sittings.OPENLY,
)
HERS = (*letters.HERS, *sittings.HERS)
SECRETLY = tuple(name for name in ACTS if name not in (*OPENLY, *HERS))
GIVES = ("answers", "keeps it for themselves", "looks at the round")
GIVES_ALL = ("looks at the list", "looks at today", *todays.GIVES)
GIVES_EACH = {**pictures.GIVES, **meetings.GIVES, **picking.GIVES, **sittings.GIVES, todays.YES: ()}
GIVES_LATER = {kind: (*acts, "looks at today", *todays.GIVES) for kind, acts in GIVES_EACH.items()}
GIVES_CHECKIN = ("checks in", "checks in for themselves", "looks at the check-in")


def stays_secret(base: Base, act: Act) -> bool:
    """Whether Bob can do this now without doing something that Alice is meant to see.

    When he opens, all of it is secret but the opening. When he gives first, his own visit
    after both have answered is what hands his over. A test that wants something of that kind
    names it by itself (`OPENLY`).
    """
    if act.what == "wants to keep" and base.sealed(pictures.KEEP):
        return False  # both did, so this keeps it
    if act.what in OPENLY or base.alice_first:
        return True
    if any(act.what in acts and base.sealed(kind) for kind, acts in GIVES_LATER.items()):
        return False
    mine, his = base.in_round(base.alice_id, act.about), base.in_round(base.bob_id, act.about)
    if act.what in GIVES_ALL:
        rounds_of_both = any(_both(base, about) for about in range(len(base.rounds)))
        return not (rounds_of_both or _both_checked_in(base))
    if act.what in GIVES_CHECKIN:
        return not _both_checked_in(base)
    return not (act.what in GIVES and mine and his)


def _both(base: Base, about: int) -> bool:
    return bool(base.in_round(base.alice_id, about) and base.in_round(base.bob_id, about))


def _both_checked_in(base: Base) -> bool:
    return bool(base.in_checkin(base.alice_id) and base.in_checkin(base.bob_id))


def may_choose(base: Base, act: Act) -> bool:
    """What Alice does has to be the same in both worlds, and so must its outcome.

    Who gives first can change an answer only until the other has answered (decision 11), so
    trying to says whether they did; then she leaves hers as it is. That she is ready begins a
    sitting for which he is, as it should; in these worlds she is not. There is no other such act.
    """
    answered = base.in_round(base.alice_id, act.about) is not None
    checked_in = base.in_checkin(base.alice_id) is not None
    hers = Entry.objects.of(base.couple).filter(owner_id=base.alice_id, visibility="when_both")
    again = (
        (act.what == "answers" and answered)
        or (act.what == "checks in" and checked_in)
        or (act.what == "seals what was liked" and base.has_sealed(meetings.LIKED))
        or (act.what in sittings.SEALS and base.has_sealed(sittings.TAKEN))
        or (act.what == "draws" and hers.filter(kind=pictures.PICTURE).count() > 1)
        or (act.what == "picks" and hers.filter(kind=picking.PICKS).count() > 1)
    )
    begins = act.what in sittings.BEGINS
    return not (again and base.alice_first) and not begins


# --- Living through a world -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """What Bob does in secret in each of the two worlds, and what Alice does then in both."""

    in_one: tuple[Act, ...] = ()
    in_other: tuple[Act, ...] = ()
    alice: Act | None = None


def live(base: Base, steps: list[Step], *, other: bool = False) -> list[Seen]:
    """Everything that Alice sees in one of the two worlds, which is gone afterwards."""
    with transaction.atomic():
        try:
            return list(_life(base, steps, other=other))
        finally:
            transaction.set_rollback(True)


def _life(base: Base, steps: list[Step], *, other: bool) -> Iterator[Seen]:
    alice, bob = Phone(base.alice, "alice"), Phone(base.bob, f"bob {other}")
    with sittings.overheard() as said:
        yield from _evening(base, steps, alice, bob, other=other)
    at = START + (len(steps) + 1) * STEP
    with time_machine.travel(at, tick=False):
        yield from (_seen(*told) for told in sittings.streams(base, said))
        yield from everything(base, alice)


def _seen(where: str, said: object) -> Seen:
    return Seen(where, 200, (), (), repr(said), ())


def _evening(
    base: Base, steps: list[Step], alice: Phone, bob: Phone, *, other: bool
) -> Iterator[Seen]:
    for number, step in enumerate(steps, start=1):
        at = START + number * STEP
        for place, act in enumerate(step.in_other if other else step.in_one):
            with time_machine.travel(at + timedelta(seconds=place), tick=False):
                if stays_secret(base, act):
                    do(base, bob, act)
        with time_machine.travel(at + STEP / 2, tick=False):
            if step.alice and may_choose(base, step.alice):
                yield from do(base, alice, step.alice)


def do(base: Base, phone: Phone, act: Act) -> list[Seen]:
    seen = []
    for path, data in ACTS[act.what](base, act):
        words = {name: phone.words for name in ("words", "now") if name in (data or {})}
        seen.append(phone.ask(path, None if data is None else {**data, **words}))
    return seen


# --- Everything there is to see -------------------------------------------------------


def everything(base: Base, phone: Phone) -> Iterator[Seen]:
    """Every address of the program, as this person gets it; Exit last, since it ends things."""
    last = "/exit/"
    for route, names in sorted(routes(), key=lambda found: found[0] == last):
        paths = [route]
        for name in names:
            fillings = _fillings(base, name, sitting=route.startswith(SITTING))
            paths = [re.sub(rf"<[^<>]*\b{name}>", f, path) for path in paths for f in fillings]
        yield (first := phone.ask(paths[0]))
        if first.status != NOT_FOR_GET:
            yield from (phone.ask(path) for path in paths[1:])
        if route == "/conversation/round/<uuid:subject>/":
            yield from (phone.ask(f"{path}?edit") for path in paths)
            yield from (
                phone.ask(path, hx_request="true", x_nearer_poll="1", hx_target="round")
                for path in paths
            )
        if route == "/acknowledge/distance/<int:number>/":
            yield from (phone.ask(f"{path}?edit") for path in paths)
            yield phone.ask(paths[1], hx_request="true", x_nearer_poll="1", hx_target="round")
        if route == f"{SITTING}<uuid:thread>/":
            yield from (phone.ask(path, x_nearer_part="sitting") for path in paths)
        if route == "/conversation/journal/":
            yield phone.ask(route, {"q": "a"})
        if route == "/you/copy/":
            yield phone.ask(route, {})


WHAT = own_words.ADDRESSES | calendars.ADDRESSES | lessons.ADDRESSES
NOT_FOR_GET = 405
NOBODYS = "00000000-0000-4000-8000-000000000000"
SITTING = f"{sittings.HERE}sitting/"


def _fillings(base: Base, name: str, *, sitting: bool = False) -> list[str]:
    """What stands for a part of an address. A new part needs a line here."""
    entries = Entry.objects.of(base.couple).filter(owner_id=base.alice_id, visibility="only_me")
    known: dict[str, Callable[[], list[str]]] = {
        "subject": lambda: [base.opened, *base.rounds, NOBODYS],
        "question": lambda: [*QUESTIONS[:2], QUESTION, "no-such-question"],
        "entry": lambda: [
            *(str(key) for key in entries.order_by("id").values_list("id", flat=True)[:1]),
            *(base.own[name] for name in ("hers first", "hers observed", "his first")),
            NOBODYS,
        ],
        "week": lambda: ["2026-w19", "2026-w18", "2026-w99"],
        "calendar": lambda: [*base.calendars.values(), NOBODYS],
        "letter": lambda: [*base.letters.values(), NOBODYS],
        "line": lambda: [NOBODYS],
        **{name: lambda it=it: [it, "no-such-thing"] for name, it in WHAT.items()},
        "number": lambda: ["1", "2", "3"],
        "kind": lambda: ["listen", "no-such-kind"],
        "script": lambda: ["tired-plain-short", "no-such-script"],
        "idea": lambda: [picking.NAMES[0], "no-such-idea"],
        "session": lambda: [NOBODYS],
        "invitation": lambda: [NOBODYS],
        "secret": lambda: ["0" * 32],
        "token": lambda: [base.token, "a-token-of-nobody"],
        "thread": lambda: [base.met.split("/")[3], base.plan.split("/")[3], NOBODYS],
        "day": lambda: [base.met.split("/")[5], "2026-05-01", "no-day"],
        "code": lambda: ["AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"],
    }
    if sitting:
        known["thread"] = lambda: [*(it.split("/")[3] for it in base.sat.values()), NOBODYS]
    assert name in known, f"say in tests/worlds.py what stands for <{name}> in an address"
    return known[name]()


def routes() -> list[tuple[str, list[str]]]:
    """Every address in the URLconf, and the names of its changing parts."""
    return [(f"/{found}", re.findall(r"<(?:\w+:)?(\w+)>", found)) for found in _walk()]


def _walk(patterns: list | None = None, before: str = "") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here


# --- Comparing ------------------------------------------------------------------------


def differences(base: Base, steps: list[Step]) -> list[str]:
    """Where the two worlds can be told apart by Alice. Must be empty."""
    one, two = live(base, steps), live(base, steps, other=True)
    if [seen.where for seen in one] != [seen.where for seen in two]:
        return ["Alice could not even do the same things"]
    pairs = zip(one, two, strict=True)
    return [found for a, b in pairs for found in _difference(a, b, gives=base.alice_first)]


def _difference(one: Seen, two: Seen, *, gives: bool) -> Iterator[str]:
    for part in ("status", "headers", "cookies", "body"):
        a, b = getattr(one, part), getattr(two, part)
        if a != b:
            yield f"{one.where}: {part}: {_first_difference(str(a), str(b))}"
    a, b = one.sql, two.sql
    if gives:
        a, b = without_giving(a), without_giving(b)
    if a != b:
        yield f"{one.where}: {len(a)} statements, not {len(b)}: {set(a) ^ set(b)}"


def _first_difference(a: str, b: str) -> str:
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    start = max(at - 60, 0)
    return f"…{a[start : at + 60]!r} is …{b[start : at + 60]!r}"


GIVING = (
    "SAVEPOINT",
    "SELECT couples_couple",
    "SELECT journal_entry",
    "SAVEPOINT",
    "UPDATE journal_entry",
    "RELEASE",
    "RELEASE",
)


def without_giving(sql: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the handing over, which happens once for each round that both answered.

    It cannot happen where nobody has answered, so the one visit that gives takes longer. This
    is the only difference that is let through, and it has to be exactly these statements.
    """
    kept, place, size = [], 0, len(GIVING)
    while place < len(sql):
        if tuple(short(statement) for statement in sql[place : place + size]) == GIVING:
            place += size
        else:
            kept.append(sql[place])
            place += 1
    return tuple(kept)


def short(statement: str) -> str:
    verb = statement.split(maxsplit=1)[0]
    table = re.search(r'(?:FROM|UPDATE) "(\w+)"', statement)
    return f"{verb} {table[1]}" if table else verb
