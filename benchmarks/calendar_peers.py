"""Other programs that read calendars, each brought to say busy minutes as ours does."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.made_up_calendars import WINDOWS, Made
from nearer.calendars.spans import Span, clip, minute, minute_after

ICALJS = "ical.js@2.2.1"
SCRIPT = Path(__file__).with_name("calendars_icaljs.mjs")


def by_recurring_ical_events(
    body: bytes, *, start: datetime, end: datetime, zone: str
) -> tuple[Span, ...]:
    """icalendar parses, recurring-ical-events expands, and what is not busy is left out here.

    It is asked for two days more, since it takes whole days for days of UTC.
    """
    import icalendar
    import recurring_ical_events

    more = timedelta(days=2)
    calendar = icalendar.Calendar.from_ical(body)
    found = recurring_ical_events.of(calendar).between(start - more, end + more)
    return clip(
        (
            (minute(_moment(event.start, zone)), minute_after(_moment(event.end, zone)))
            for event in found
            if _is_busy(event)
        ),
        minute(start),
        minute(end),
    )


def _is_busy(event) -> bool:
    return (
        event.get("STATUS") != "CANCELLED"
        and event.get("TRANSP") != "TRANSPARENT"
        and event.get("X-MICROSOFT-CDO-BUSYSTATUS") != "FREE"
    )


def _moment(when: date, zone: str) -> datetime:
    if not isinstance(when, datetime):
        return datetime.combine(when, time(), ZoneInfo(zone))
    return when if when.tzinfo else when.replace(tzinfo=ZoneInfo(zone))


class NotHere(Exception):
    """A program that is compared with cannot be had; the message says why."""


class IcalJs:
    """ical.js in a node of its own, which keeps the calendars and is warm after one pass."""

    def __init__(self, node: subprocess.Popen[str], start: datetime, end: datetime) -> None:
        self.node, self.start, self.end = node, start, end

    def __call__(self) -> list[tuple[Span, ...] | str]:
        """The busy minutes of each calendar, or what it complained of."""
        assert self.node.stdin
        assert self.node.stdout
        self.node.stdin.write("\n")
        self.node.stdin.flush()
        return [
            said
            if isinstance(said, str)
            else clip(
                ((a // 60, -(-b // 60)) for a, b in said), minute(self.start), minute(self.end)
            )
            for said in json.loads(self.node.stdout.readline())
        ]


@contextmanager
def ical_js(calendars: list[Made], *, start: datetime, end: datetime) -> Iterator[IcalJs]:
    """Installed into a folder that is deleted afterwards. Raises `NotHere`."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="nearer-icaljs-")))
        library = _installed(folder)
        words: list[str] = []
        for number, made in enumerate(calendars):
            file = folder / f"{number}.ics"
            file.write_bytes(made.body)
            # It knows only the zones that a calendar brings, by the names these have there.
            named = f"TZID:{made.zone}\r\n".encode() in made.body
            words += [str(file), made.zone if named else WINDOWS[made.zone]]
        between = [str(int(moment.timestamp())) for moment in (start, end)]
        node = stack.enter_context(
            subprocess.Popen(
                ["node", SCRIPT, library, *between, *words],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        stack.callback(node.kill)
        yield IcalJs(node, start, end)


def _installed(folder: Path) -> Path:
    if not (shutil.which("node") and shutil.which("npm")):
        raise NotHere("there is no node and npm here")
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", ICALJS],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    library = folder / "node_modules/ical.js/dist/ical.js"
    if done.returncode or not library.exists():
        raise NotHere("npm could not install it")
    return library
