"""Ten weeks of pulses of both, and what somebody can do about their own in secret."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from conftest import Someone
from nearer.journal.actions import Pen
from nearer.practices.acknowledge.actions.pulse import keep_pulse
from nearer.practices.acknowledge.rules.pulse import SCORED, week_of
from tests.presence import present_of

PULSE, TREND = "/acknowledge/pulse/", "/acknowledge/trend/"
WEEKS = 10


def ten_weeks_ago(*people: Someone) -> None:
    """Each kept a pulse every week since, with a week left out."""
    for number, someone in enumerate(people):
        here = present_of(someone)
        for ago in range(WEEKS, 0, -1):
            if ago == number + 4:
                continue
            then = here.now - timedelta(weeks=ago)
            pen = Pen(here.vault, here.couple, then, then.date())
            items = {name: (ago + place) % 11 for place, name in enumerate(SCORED)}
            keep_pulse(pen, week=week_of(then.date()), items=items)


def _answered(text: str) -> dict[str, object]:
    return {name: str((len(text) + place) % 11) for place, name in enumerate(SCORED)}


ACTS: dict[str, Callable[[Any, Any], list[tuple[str, dict[str, object] | None]]]] = {
    "keeps a pulse": lambda _, a: [(PULSE, _answered(a.text))],
    "keeps half a pulse": lambda _, a: [(PULSE, {"closeness": str(a.about)})],
    "types at a pulse": lambda _, a: [
        ("/drafts/", {"path": f"{PULSE}?week=2026-W19", "tab": "1", "time": str(a.about)})
    ],
    "says whether it fits": lambda *_: [
        (f"{TREND}fit/", {"about": "lower", "since": "2026-W17", "fits": "no"})
    ],
    "looks at their line": lambda *_: [(TREND, None), (f"{TREND}?all", None)],
    "wants both lines": lambda *_: [(f"{TREND}show/", {})],
    "wants no lines": lambda *_: [(f"{TREND}stop/", {})],
}
OPENLY = ("wants both lines", "wants no lines")
