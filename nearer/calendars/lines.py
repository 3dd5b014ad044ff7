"""The commands `nearer busy` and `nearer windows`: calendars in, one JSON object a line out."""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from nearer.calendars import child
from nearer.calendars.reading import Busy, NotACalendar
from nearer.calendars.spans import clip, days_as_spans, minute, minute_after, moment
from nearer.calendars.warnings import SENTENCES, Warn
from nearer.calendars.windows import Hours, free, windows
from nearer.calendars.wishes import USUAL, NotUnderstood, hours_of, moment_of, zone_of

FINE: Final = 0
BAD_USAGE: Final = 2
BAD_DATA: Final = 65  # EX_DATAERR

# What goes wrong is said in one sentence; a log's line beside it would be two.
logging.getLogger("nearer.calendars").addHandler(logging.NullHandler())


class NotKnown(Exception):
    """A file is no calendar, or not all of it is known; the message is one sentence."""


def busy(file: Path, *, start: str, end: str, zone: str) -> int:
    """Print when `file` makes its owner busy, merged and clipped, then what could not be read."""

    def found() -> list[object]:
        home = zone_of(zone)
        since, until = _between(moment_of(start, home), moment_of(end, home))
        read = _read(file, since, until, zone)
        taken = (*read.spans, *days_as_spans(read.days, home))
        shown = clip(taken, minute(since), minute_after(until))
        warnings = [_sentence(code) for code in read.warnings]
        return [
            *({"start": _iso(a), "end": _iso(b)} for a, b in shown),
            {"complete": read.complete, "warnings": warnings},
        ]

    return _say(found)


def both(
    files: tuple[Path, Path],
    *,
    start: str,
    end: str,
    zones: tuple[str, str],
    shortest: int,
    hours: str,
    anyway: bool = False,
) -> int:
    """Print the windows that both have, best first, with reasons of the first one's side.

    `hours` holds for both, for each where they live; unsaid, it is evenings and weekends. A
    calendar that could not be read whole gives none unless `anyway`, since what seems free in it
    may not be.
    """

    def found() -> list[object]:
        if shortest < 1:
            raise NotUnderstood("A window has at least one minute.")
        homes = tuple(zone_of(zone) for zone in zones)
        since, until = _between(moment_of(start, homes[0]), moment_of(end, homes[0]))
        liked = hours_of(hours or USUAL)
        first, last = minute_after(since), minute(until)
        offers = []
        for file, zone in zip(files, zones, strict=True):
            read = _read(file, since, until, zone)
            if not (read.complete or anyway):
                raise NotKnown(f"{file}: {_unread(read)}")
            offers.append(free(read, hours=Hours(zone, liked), start=first, end=last))
        length = last - first
        best = windows(
            *offers,
            zone=zones[0],
            their_zone=zones[1],
            shortest=shortest,
            longest=length,
            now=first,
            most=length,
        )
        return [
            {"start": _iso(one.start), "end": _iso(one.end), "score": one.score, "why": one.why}
            for one in best
        ]

    return _say(found)


def _say(found: Callable[[], Iterable[object]]) -> int:
    """Print each thing found as a line, or the one sentence that says why there is none."""
    try:
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in found()]
    except NotUnderstood as sentence:
        sys.stderr.write(f"{sentence}\n")
        return BAD_USAGE
    except NotKnown as sentence:
        sys.stderr.write(f"{sentence}\n")
        return BAD_DATA
    try:
        sys.stdout.writelines(lines)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has seen enough; Python would complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FINE


def _between(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    if start >= end:
        raise NotUnderstood("--from has to be before --to.")
    return start, end


def _read(file: Path, start: datetime, end: datetime, zone: str) -> Busy:
    """Raises `NotUnderstood` where there is no file, and `NotKnown` where it is no calendar."""
    try:
        with file.open("rb") as opened:
            body = opened.read(child.LARGEST + 1)
    except OSError as error:
        raise NotUnderstood(f"{file} cannot be read: {error.strerror}.") from None
    try:
        return child.read_safely(body, start=start, end=end, zone=zone)
    except NotACalendar as reason:
        raise NotKnown(f"{file}: {_sentence(reason.why)}") from None


def _unread(read: Busy) -> str:
    number = f"{read.unread} entries" if read.unread > 1 else "an entry"
    return (
        f"{number} could not be read, so what seems free may not be; "
        "--anyway shows the windows all the same."
    )


def _sentence(code: str) -> str:
    return SENTENCES[Warn(code)]


def _iso(minute: int) -> str:
    return moment(minute).isoformat().replace("+00:00", "Z")
