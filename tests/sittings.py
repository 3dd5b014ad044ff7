"""Two who sit down together, through the pages, as their phones would."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import UUID

from conftest import Someone
from nearer.accounts.present import Present
from nearer.live import rooms
from nearer.practices.presence.actions import sittings
from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.rules.sitting import Act
from nearer.practices.presence.rules.terms import Kind, Terms, Way
from nearer.practices.presence.selectors.sittings import one
from tests.presence import present_of

HERE = "/presence/"
TAKEN = Taken.kind
USUAL = {"listen": "10", "away": "15", "silent": "5"}


def lay_out(someone: Someone, kind: str = "listen", **terms: str) -> str:
    """Lay a sitting out; returns where it stands."""
    said: dict[str, str] = {"minutes": USUAL[kind], "way": "two", **terms}
    if kind == "silent":
        said.setdefault("silence", first_silence())
    reply = someone.post(f"{HERE}lay-out/{kind}/", said)
    assert reply.status_code == 302, reply.content.decode()
    return str(reply["Location"])


def first_silence() -> str:
    from nearer.practices.presence import cues_bank

    return next(iter(cues_bank.silences()))


def thread_of(where: str) -> UUID:
    """The name of the sitting that stands there."""
    return UUID(where.split("/")[3])


def shows(page: str) -> tuple[str, int]:
    """The phase and the version on a page of a sitting."""
    phase, version = (re.search(rf'data-{name}="([^"]*)"', page) for name in ("phase", "version"))
    assert phase, page
    assert version, page
    return phase[1], int(version[1])


def phase_of(someone: Someone, where: str) -> str:
    return shows(someone.page(where))[0]


def press(someone: Someone, where: str, act: str, **more: Any) -> Any:
    """Press a button of the page as it is now, or of one that was seen before."""
    headers = more.pop("headers", None)
    said = {"act": act, "seen": shows(someone.page(where))[1], **more}
    return someone.post(f"{where}act/", said, headers=headers)


def both_ready(one: Someone, other: Someone, where: str) -> None:
    press(one, where, "ready")
    press(other, where, "ready")


@contextmanager
def overheard() -> Iterator[list[Any]]:
    """Everything that goes out over the streams meanwhile."""
    said: list[Any] = []
    with mock.patch.object(rooms, "announce", lambda *told: said.append(told)):
        yield said


# --- In the two worlds (tests/worlds.py) ----------------------------------------------------------


def before_midnight(alice: Someone, bob: Someone) -> dict[str, str]:
    """One that is over, one that each laid out, and two that Bob began for himself alone.

    Alice was ready for hers, too long ago to count. Returns where each stands.
    """
    hers, his = present_of(alice), present_of(bob)
    over = four_hours_ago(alice, bob)
    alone = _begun(_ago(his, hours=3), Terms(Kind.AWAY, Way.ONE, 15))
    of_hers = sittings.lay_out(_ago(hers, minutes=30), Terms(Kind.AWAY, Way.TWO, 30))
    sittings.press(_ago(hers, minutes=25), of_hers, Act.READY, seen=1, once="")
    of_his = sittings.lay_out(_ago(his, minutes=20), Terms(Kind.LISTEN, Way.APART, 20))
    silent = Terms(Kind.SILENT, Way.ONE, 5, silence=first_silence())
    own = sittings.lay_out(_ago(his, minutes=10), silent)
    known = {"hers": of_hers, "his": of_his, "own": own, "own over": alone}
    return {"over": over} | {name: f"{HERE}sitting/{it}/" for name, it in known.items()}


def four_hours_ago(alice: Someone, bob: Someone) -> str:
    """One that is over. Returns where it stands."""
    hers, his = present_of(alice), present_of(bob)
    thread = _begun(_ago(hers, hours=4), Terms(Kind.LISTEN, Way.TWO, 10), _ago(his, hours=4))
    return f"{HERE}sitting/{thread}/"


def some_time_ago(alice: Someone, bob: Someone, *, hours: int, topic: str) -> str:
    """One about a subject, in which each button was pressed. Returns where it stands."""
    hers, his = (_ago(present_of(someone), hours=hours) for someone in (alice, bob))
    thread = _begun(hers, Terms(Kind.LISTEN, Way.TWO, 10, topic=topic), his)
    pressed = ((11, Act.SPOKEN), (20, Act.MORE), (30, Act.PAUSE), (40, Act.GO_ON),
               (50, Act.SPOKEN), (60, Act.THATS_IT), (90, Act.STOP))  # fmt: skip
    for later, act in pressed:
        for person in (hers, his):
            then = replace(person, now=person.now + timedelta(seconds=later))
            known = one(then, thread)
            assert known is not None
            sittings.press(then, thread, act, seen=known.state.version, once="")
    return f"{HERE}sitting/{thread}/"


def _ago(present: Present, **long: float) -> Present:
    return replace(present, now=present.now - timedelta(**long))


def _begun(present: Present, terms: Terms, *others: Present) -> UUID:
    thread = sittings.lay_out(present, terms)
    for person in (present, *others):
        sittings.press(person, thread, Act.READY, seen=1, once="")
    return thread


Request = tuple[str, dict[str, object] | None]


def _act(where: str, act: str, seen: int = 1) -> Request:
    return f"{where}act/", {"act": act, "seen": str(seen)}


def _lays_out(kind: str, **terms: str) -> list[Request]:
    return [(f"{HERE}lay-out/{kind}/", {"minutes": USUAL[kind], **terms})]


OTHERS = ("spoken", "thats_it", "more", "go_on", "done", "pause")
"""None of them counts before a sitting has begun."""
NOT_YET = [(act, seen) for act in OTHERS for seen in (1, 2)]
ACTS: dict[str, Callable[[Any, Any], list[Request]]] = {
    "is ready for her sitting": lambda b, _: [_act(b.sat["hers"], "ready")],
    "presses what is not there": lambda b, a: [
        *(_act(b.sat[it], *NOT_YET[(a.about + n) % len(NOT_YET)]) for it in ("hers", "his")
          for n in range(3)),
        _act(b.sat["hers"], "stop"),
    ],
    "looks at the sittings": lambda b, _: [
        (path, None) for path in (HERE, f"{HERE}lay-out/listen/", b.sat["hers"], b.sat["his"])
    ],
    "sits alone": lambda b, _: [_act(b.sat["own"], "ready"), (b.sat["own"], None)],
    "lays out alone": lambda *_: _lays_out("silent", way="one", silence=first_silence()),
    "keeps a line of his own sitting": lambda b, a: [
        (f"{b.sat['own over']}after/seal/", {"text": a.text[:500]})
    ],
    "looks at what was kept": lambda *_: [(f"{HERE}kept/", None)],
    "types a line to take along": lambda b, a: [
        ("/drafts/", {"path": f"{b.sat['over']}after/", "tab": "1", "text": a.text[:500]})
    ],
    "takes a line along": lambda b, a: [
        (f"{b.sat['over']}after/seal/", {"text": a.text[:500]})
    ],
    "keeps that it took place": lambda b, _: [
        (f"{b.sat['over']}after/seal/", {"took_place": "1"})
    ],
    "keeps a line of it alone": lambda b, a: [
        (f"{b.sat['over']}after/seal/", {"text": a.text[:500], "for_me": "1"})
    ],
    "takes the line back": lambda b, _: [(f"{b.sat['over']}after/take-back/", {})],
    "looks at the line": lambda b, _: [(f"{b.sat['over']}after/", None)],
    # Seen by the other, by design.
    "opens the lines": lambda b, _: [(f"{b.sat['over']}after/open/", {})],
    "is ready for his sitting": lambda b, _: [_act(b.sat["his"], "ready")],
    "takes his sitting back": lambda b, _: [_act(b.sat["his"], "stop")],
    "lays a sitting out": lambda *_: _lays_out("away", way="two"),
}  # fmt: skip
HERS = ("is ready for his sitting",)
"""What only she does in these worlds: that he is as well would begin it."""
BEGINS = ("is ready for her sitting",)
OPENLY = ("opens the lines", "takes his sitting back", "lays a sitting out")
GIVES = {
    TAKEN: (
        *("takes a line along", "keeps that it took place", "keeps a line of it alone"),
        *("takes the line back", "looks at the line"),
    )
}
SEALS = ("takes a line along", "keeps that it took place")


def streams(base: Any, said: list[Any]) -> Iterator[tuple[str, object]]:
    """What her phone could have heard, and what each stream of hers would begin with now."""
    hers = present_of(base.alice)
    told = [(thread, signal) for _, thread, signal in said if sittings.state_of(hers, thread)]
    yield "announced", told
    for name, where in base.sat.items():
        yield f"the stream of {name}", sittings.state_of(hers, thread_of(where))
