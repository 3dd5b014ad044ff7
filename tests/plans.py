"""A time that Alice proposed, and what the two can do about times; all of it seen, but looking."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from conftest import Someone
from nearer.lib import clock
from nearer.practices.quality_time.selectors.plans import Known, all_plans
from tests.presence import present_of

HERE = "/quality-time/"
PLANS = f"{HERE}plans/"
PROPOSE = f"{PLANS}propose/"
WHEN = {"date": "2026-05-20", "time": "19:30", "minutes": "120"}
"""Within half a year of the worlds' beginning."""


def in_a_week() -> dict[str, str]:
    """The same for whatever day it is."""
    return {**WHEN, "date": (clock.now() + timedelta(days=7)).date().isoformat()}


def proposes(someone: Someone, **said: str) -> str:
    """Propose a time; returns where the plan stands."""
    reply = someone.post(PROPOSE, {**WHEN, **said})
    assert reply.status_code == 302, reply.content.decode()
    return str(reply["Location"])


def known_to(someone: Someone, where: str) -> Known:
    thread = UUID(where.split("/")[3])
    return next(it for it in all_plans(present_of(someone)) if it.thread == thread)


def answer(someone: Someone, where: str, say: str) -> tuple[str, dict[str, object]]:
    """What the button on the plan's page sends, as it stands for this person now."""
    known = known_to(someone, where)
    about = known.plan.by if say == "call-off" else known.plan.proposals[-1].mark
    return f"{where}answer/", {"say": say, "about": about, "seen": list(known.seen)}


def says(someone: Someone, where: str, say: str) -> None:
    path, data = answer(someone, where, say)
    assert someone.post(path, data).status_code == 302


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "looks at the plans": lambda *_: [(PLANS, None), (PROPOSE, None)],
    "looks at her time": lambda b, _: [(b.plan, None)],
    "says yes to her time": lambda b, _: [answer(b.bob, b.plan, "accept")],
    "says not now to her time": lambda b, _: [answer(b.bob, b.plan, "not-now")],
    "suggests another time": lambda b, _: [
        (f"{b.plan}suggest/", {**WHEN, "seen": list(known_to(b.bob, b.plan).seen)})
    ],
    "proposes a time": lambda _, a: [(PROPOSE, {**WHEN, "line": a.text[:200]})],
    "proposes a ritual": lambda _, a: [
        (PROPOSE, {**WHEN, "repeat": "weekly", "line": a.text[:200]})
    ],
}
OPENLY = tuple(name for name in ACTS if not name.startswith("looks at"))
