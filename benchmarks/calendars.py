"""What reading calendars costs, and finding windows: against icalendar with
recurring-ical-events, ical.js and portion, all in one run, on two calendars whose busy minutes
are known because of how they were made.

ical.js is installed by npm into a folder that is deleted afterwards. Where that cannot be done,
or with --smoke, it is left out.
"""

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from operator import ge, le

from benchmarks import calendar_peers, ground
from benchmarks.made_up_calendars import END, HOME, START, Made, calendar
from nearer.calendars.child import read_safely
from nearer.calendars.reading import Busy, read
from nearer.calendars.spans import Span, both, clip, days_as_spans, minute
from nearer.calendars.windows import Hours, free, windows
from nearer.calendars.wishes import USUAL, hours_of, zone_of

TIMES_RIE, TIMES_ICALJS, TIMES_PORTION = 30, 5, 10
MILLISECOND, BODIES = 1.0, 5.0
SHORTEST, LIGHTER = 90, 1600
QUICK = 5
OURS, CHILD, RIE, ICALJS = "ours", "ours in its child", "recurring-ical-events", "ical.js"
MEMORY = """
import sys
from datetime import datetime
from nearer.calendars.reading import read
from nearer.calendars.recurrence import parse
def kilobytes(name):
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(name))
before = kilobytes("VmRSS")
body = sys.stdin.buffer.read()
read(body, start=datetime.fromisoformat(sys.argv[1]), end=datetime.fromisoformat(sys.argv[2]),
     zone=sys.argv[3])
print((kilobytes("VmHWM") - before) * 1024 / len(body))
"""


def main() -> int:
    wishes = ground.wishes(__doc__)
    events = 150 if wishes.smoke else 5000
    made = [calendar(style, events=events, seed=seed) for seed, style in enumerate(HOME, 7)]
    # Of lives with 5,000 events each hardly an evening is left.
    few = min(events, LIGHTER)
    lighter = [calendar(style, events=few, seed=seed) for seed, style in enumerate(HOME, 7)]
    _windows(lighter, rounds=3 if wishes.smoke else 15)
    _memory(made)
    _reading(made, smoke=wishes.smoke)
    return 0


def _reading(made: list[Made], *, smoke: bool) -> None:
    sides = {
        OURS: lambda: [_ours(one, read) for one in made],
        CHILD: lambda: [_ours(one, read_safely) for one in made],
        RIE: lambda: [_rie(one) for one in made],
    }
    with ExitStack() as stack:
        if not smoke:
            try:
                sides[ICALJS] = stack.enter_context(
                    calendar_peers.ical_js(made, start=START, end=END)
                )
            except calendar_peers.NotHere as reason:
                sys.stdout.write(f"Without ical.js: {reason}.\n")
        for name, side in sides.items():  # which is also the pass that makes it warm
            _right(name, made, side())
        took = _took(sides, rounds=1 if smoke else 4)
    for name in (OURS, CHILD):
        for peer, goal in ((RIE, TIMES_RIE), (ICALJS, TIMES_ICALJS)):
            if peer in took:
                _faster(name, peer, took, goal)


def _took(sides: dict[str, Callable[[], object]], *, rounds: int) -> dict[str, list[float]]:
    """Seconds for one pass, round after round; what is quick has several, or noise would rule."""
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            times = QUICK if name in {OURS, CHILD} else 1
            (seconds,) = ground.alternate({name: side}, rounds=1, times=times)[name]
            found[name].append(seconds / times)
    return found


def _ours(made: Made, way) -> tuple[Span, ...]:
    found: Busy = way(made.body, start=START, end=END, zone=made.zone)
    assert found.complete
    days = days_as_spans(found.days, zone_of(made.zone))
    return clip((*found.spans, *days), minute(START), minute(END))


def _rie(made: Made) -> tuple[Span, ...]:
    return calendar_peers.by_recurring_ical_events(made.body, start=START, end=END, zone=made.zone)


def _right(name: str, made: list[Made], said: list[tuple[Span, ...]]) -> None:
    wrong = sum(
        len(_minutes(one.spans) ^ _minutes(spans)) for one, spans in zip(made, said, strict=True)
    )
    busy = sum(len(_minutes(one.spans)) for one in made)
    ground.report(
        "calendars right" if name in {OURS, CHILD} else "calendars of others",
        f"{name}: {wrong} minutes wrong, where {busy} are busy.",
        holds=wrong == 0,
        who=name,
        wrong=wrong,
    )


def _minutes(spans: tuple[Span, ...]) -> set[int]:
    return {minute for start, end in spans for minute in range(start, end)}


def _faster(name: str, peer: str, took: dict[str, list[float]], goal: int) -> None:
    times = ground.ratio(took[peer], took[name])
    ground.report(
        "calendars speed",
        f"{name}: {times:.1f} × as fast as {peer}, at least {goal} wished; "
        f"{min(took[name]) * 1000:.0f} and {min(took[peer]) * 1000:.0f} ms at best.",
        holds=ge(times, goal),
        who=name,
        against=peer,
        times=round(times, 2),
    )


def _memory(made: list[Made]) -> None:
    largest = max(made, key=lambda one: len(one.body))
    words = (START.isoformat(), END.isoformat(), largest.zone)
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, *words], input=largest.body, capture_output=True, check=True
    )
    bodies, size = float(done.stdout), len(largest.body) / 1e6
    ground.report(
        "calendars memory",
        f"Reading takes {bodies:.1f} × a calendar's {size:.1f} MB at its peak, at most "
        f"{BODIES:.0f} wished.",
        holds=le(bodies, BODIES),
        times=round(bodies, 2),
    )


def _windows(made: list[Made], *, rounds: int) -> None:
    """From what is stored: the free times of both, or the busy minutes of both."""
    import portion

    start, end = minute(START), minute(END)
    hours = Hours("Europe/Berlin", hours_of(USUAL), sleep=(1380, 420), shortest=SHORTEST)
    busy = [Busy(one.spans, (), True, (), 0, (start, end)) for one in made]  # noqa: FBT003
    mine, theirs = (free(one, hours=hours, start=start, end=end) for one in busy)
    slots = free(Busy((), (), True, (), 0, (start, end)), hours=hours, start=start, end=end)  # noqa: FBT003

    def ranked():
        names = {"zone": hours.zone, "their_zone": hours.zone}
        return windows(mine, theirs, shortest=SHORTEST, longest=240, now=start, **names)

    def stored():
        return _long(both(mine, theirs))

    def stored_portion():
        return _long(_plain(_interval(mine) & _interval(theirs)))

    def from_busy():
        return _long(both(*(free(one, hours=hours, start=start, end=end) for one in busy)))

    def from_busy_portion():
        whole = _interval(slots)
        return _long(_plain(whole - _interval(busy[0].spans) - _interval(busy[1].spans)))

    def _interval(spans):
        return portion.Interval(*(portion.closedopen(a, b) for a, b in spans))

    def _plain(interval):
        return tuple((one.lower, one.upper) for one in interval)

    assert stored() == stored_portion() == from_busy() == from_busy_portion()
    sides = {
        one.__name__: one for one in (ranked, stored, stored_portion, from_busy, from_busy_portion)
    }
    took = ground.alternate(sides, rounds=rounds, times=5)
    best = min(took["ranked"]) / 5 * 1000
    ground.report(
        "windows cost",
        f"The {len(ranked())} best windows with their reasons, from what is stored: {best:.2f} ms, "
        f"at most {MILLISECOND:.0f} wished.",
        holds=le(best, MILLISECOND),
        milliseconds=round(best, 3),
    )
    for name, what in (("stored", "both's free times"), ("from_busy", "busy minutes and hours")):
        times = ground.ratio(took[f"{name}_portion"], took[name])
        ground.report(
            "windows speed",
            f"{len(stored())} windows from {what}: {times:.1f} × as fast as portion, at least "
            f"{TIMES_PORTION} wished.",
            holds=ge(times, TIMES_PORTION),
            since=name,
            times=round(times, 2),
        )


def _long(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span[1] - span[0] >= SHORTEST)


if __name__ == "__main__":
    sys.exit(main())
