"""Ideas that both picked a month ago, and what somebody can pick in secret."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from conftest import Someone
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.actions import ideas
from nearer.practices.quality_time.entries.ideas import Picks
from nearer.practices.quality_time.selectors import picks
from tests.presence import present_of

IDEAS = "/quality-time/ideas/"
ROUND = f"{IDEAS}picks/2/"
PICKS = Picks.kind
NAMES = [idea.id for idea in ideas_bank.offered()]
A_MONTH = timedelta(days=30)


def a_month_ago(alice: Someone, bob: Someone, *, alice_first: bool) -> None:
    """Both picked, and it lies open."""
    hers, his = (replace(it, now=it.now - A_MONTH) for it in map(present_of, (alice, bob)))
    ideas.seal(hers, 1, NAMES[:3])
    ideas.seal(his, 1, NAMES[2:5])
    first, second = (hers, his) if alice_first else (his, hers)
    picks.all_rounds(first)
    ideas.open_both(second, 1)


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "picks": lambda _, a: [
        (f"{ROUND}seal/", {"ideas": NAMES[len(a.text) % 20 :][: a.about % 5 + 1]})
    ],
    "takes the picks back": lambda *_: [(f"{ROUND}take-back/", {})],
    "looks at the picks": lambda *_: [(f"{IDEAS}picks/", None), (ROUND, None)],
    "looks for ideas": lambda *_: [(f"{IDEAS}?minutes=15&calm=quiet", None)],
    "wants another surprise": lambda _, a: [(f"{IDEAS}surprise/?n={a.about}", None)],
    "opens the picks": lambda *_: [(f"{ROUND}open/", {})],
    "begins to pick anew": lambda *_: [(f"{IDEAS}picks/again/", {"after": "2"})],
}
OPENLY = ("opens the picks", "begins to pick anew")
GIVES = {
    PICKS: (
        *("picks", "takes the picks back", "looks at the picks", "wants another surprise"),
        *("opens the picks", "begins to pick anew"),
    )
}
"""What hands over, in the visit of whoever gives first, once both have picked."""
