"""What the process of child.py does: give up what it does not need, read, answer, end."""

import json
import os
import resource
import sys
from datetime import datetime

from nearer.calendars.answers import text_of
from nearer.calendars.reading import NotACalendar, read
from nearer.calendars.warnings import Warn

SECONDS = 10
MEMORY = 200_000_000
FILES = 16  # the pipes, and a zone's file while it is read


def main() -> None:
    """Read the question (one line of JSON, then the calendar) and write the answer."""
    give_up()
    with open(0, "rb", buffering=0) as pipe:
        line, _, body = pipe.readall().partition(b"\n")
    asked = json.loads(line)
    try:
        answer = text_of(
            read(
                body,
                start=datetime.fromisoformat(asked["start"]),
                end=datetime.fromisoformat(asked["end"]),
                zone=asked["zone"],
                mine=asked["mine"],
            )
        )
    except NotACalendar as error:
        answer = text_of(error.why)
    except MemoryError:
        answer = text_of(Warn.TOO_MUCH)
    sys.stdout.write(answer)
    sys.stdout.flush()
    os._exit(0)  # at once: nobody waits for millions of small things to be cleared away


def give_up() -> None:
    """No more than 10 seconds and 200 MB, no file written, no process begun, no haste."""
    os.nice(10)
    _die_first()
    # One second later it ends even if the first signal is not heard.
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _die_first() -> None:
    """Where memory runs out for the whole machine, Linux ends this process and not the server."""
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:  # noqa: PTH123
            file.write("1000")
    except OSError:
        return
