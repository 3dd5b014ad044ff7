"""A meeting that was yesterday, and what somebody can say about it in secret."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from conftest import Someone
from nearer.practices.quality_time.actions import plans
from nearer.practices.quality_time.entries.afterwards import Liked
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.selectors.plans import all_plans
from tests.presence import present_of

HERE = "/quality-time/"
OWN = f"{HERE}liked/"
LIKED = Liked.kind


def a_day_ago(alice: Someone, bob: Someone) -> str:
    """They agreed on an hour of yesterday; returns where it stands."""
    hers, his = present_of(alice), present_of(bob)
    early = hers.now - timedelta(days=3)
    start = (hers.now - timedelta(days=1)).replace(hour=18, minute=0, tzinfo=None)
    when = Date(
        datetime.combine(start.date(), start.time().replace(second=0, microsecond=0)), "UTC", 60
    )
    thread = plans.propose(replace(hers, now=early), when)
    (known,) = (it for it in all_plans(his) if it.thread == thread)
    later = replace(his, now=early + timedelta(hours=1))
    plans.accept(later, thread, known.plan.theirs[0].mark, seen=known.seen)
    return f"{HERE}plan/{thread}/on/{start.date()}/"


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "seals what was liked": lambda b, a: [(f"{b.met}seal/", {"text": a.text[:500]})],
    "keeps what was liked": lambda b, a: [(f"{b.met}seal/", {"text": a.text[:500], "for_me": "1"})],
    "takes the liked line back": lambda b, _: [(f"{b.met}take-back/", {})],
    "types what was liked": lambda b, a: [
        ("/drafts/", {"path": b.met, "tab": "1", "text": a.text[:500]})
    ],
    "likes something alone": lambda _, a: [(OWN, {"text": a.text[:500]})],
    "looks at the meeting": lambda b, _: [(b.met, None)],
    "looks at what was liked": lambda *_: [(OWN, None)],
    "opens what was liked": lambda b, _: [(f"{b.met}open/", {})],
    "puts something away": lambda b, a: [
        (f"{b.met}away/", {"things": ["phone"], "line": a.text[:500]})
    ],
}
OPENLY = ("opens what was liked", "puts something away")
GIVES = {LIKED: ("seals what was liked", "keeps what was liked", "looks at the meeting")}
