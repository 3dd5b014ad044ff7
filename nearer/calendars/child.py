"""A calendar is read in a process of its own, which can be killed.

A calendar is written by strangers and read by a parser. What the parser does with the worst of
them is kept away from the two people's data:

- The process is a new Python that imports nearer.calendars and the standard library, with an
  empty environment, no open file but its three pipes, and no key, no database and no Django.
  It is not a fork: that would copy the keys, and would be unsafe beside threads.
- It gets the calendar by pipe, so nothing lies in a file, and nothing of it stands in the list of
  processes. What it says on its error stream is thrown away.
- It may use 10 seconds and 200 MB, and writes no file; its priority is low, and when memory runs
  out it is the first to go (inside.py sets all that before it reads a byte). Whatever it does,
  after 10 seconds on the clock it and its whole process group are killed.
- It is not believed. Its answer is cut off at `LONGEST_ANSWER` and taken apart as `Busy` alone;
  anything else counts as no answer.

It is no sandbox: until it is killed, a child that was taken over can do what its user can, such
as reading files. Python's own memory safety is what stands before that.
"""

import json
import logging
import os
import selectors
import signal
import subprocess  # nosec B404
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from nearer.calendars import zones
from nearer.calendars.answers import busy_of
from nearer.calendars.reading import Busy, NotACalendar
from nearer.calendars.scanner import LARGEST
from nearer.calendars.spans import minute, minute_after
from nearer.calendars.warnings import Warn

__all__ = ["LARGEST", "read_safely"]

LONGEST_ANSWER = 4_000_000
SECONDS = 10.0
BEGIN = "import sys; sys.path += sys.argv[1:]; from nearer.calendars import inside; inside.main()"
_AT_ONCE = 1 << 16

log = logging.getLogger(__name__)


def read_safely(body: bytes, *, start: datetime, end: datetime, zone: str, mine: str = "") -> Busy:
    """What `reading.read` says of this calendar, or `NotACalendar` after 10 seconds at most.

    Any number of them may run at once, in any thread; each takes up to 200 MB. Raises
    `NotACalendar`: for its own reasons; with `TOO_MUCH` where the calendar is over `LARGEST`
    bytes or a limit was met; with `NOT_READ` where the process ended without an answer. An
    unknown `zone` is the caller's mistake and a `ValueError`.
    """
    if zones.named(zone) is None:
        raise ValueError("Not the name of a time zone.")
    if len(body) > LARGEST:
        raise NotACalendar(Warn.TOO_MUCH)
    asked = {"start": start.isoformat(), "end": end.isoformat(), "zone": zone, "mine": mine}
    with _started() as process:
        try:
            answer = _exchange(process, [json.dumps(asked).encode() + b"\n", body])
        finally:
            ended = _end(process)
    found = busy_of(answer, covers=(minute(start), minute_after(end)))
    if isinstance(found, Busy):
        return found
    if found is None:
        log.warning("a calendar's reader gave no answer (%s)", ended)
        killed = -ended in {signal.SIGXCPU, signal.SIGKILL}
        found = Warn.TOO_MUCH if killed else Warn.NOT_READ
    raise NotACalendar(found)


def _started() -> subprocess.Popen[bytes]:
    # -I and -S: no environment, no folder of the moment, and none of what start files bring.
    command = [sys.executable, "-I", "-S", "-B", "-c", BEGIN, *_roots()]
    return subprocess.Popen(  # noqa: S603  # nosec B603  # a fixed program, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        cwd="/",
        env={},
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> int:
    """Kill it and all that it began. How it had ended, if it had."""
    # It is not yet waited for, so the group's number is still its own.
    with suppress(PermissionError, ProcessLookupError):  # what some systems say of the dead
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def _roots() -> list[str]:
    """Where Nearer lies, and where the zones do, which may be another folder (a container)."""
    roots = [Path(__file__).parents[2]]
    tzdata = find_spec("tzdata")
    if tzdata is not None and tzdata.origin is not None:
        roots.append(Path(tzdata.origin).parents[1])
    return [str(root) for root in dict.fromkeys(roots)]


def _exchange(process: subprocess.Popen[bytes], asked: Sequence[bytes]) -> bytes:
    """Write all and read all, whichever can go on. Raises `NotACalendar` when it gets too much."""
    assert process.stdin is not None
    assert process.stdout is not None
    until = time.monotonic() + SECONDS
    left = deque(memoryview(part) for part in asked)
    answer = bytearray()
    os.set_blocking(process.stdin.fileno(), False)
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdin, selectors.EVENT_WRITE)
        ready.register(process.stdout, selectors.EVENT_READ)
        while (seconds := until - time.monotonic()) > 0:
            for key, _ in ready.select(seconds):
                if key.fileobj is process.stdout:
                    piece = os.read(key.fd, _AT_ONCE)
                    answer += piece
                    if not piece:
                        return bytes(answer)
                elif not _more(key.fd, left):
                    ready.unregister(process.stdin)
                    process.stdin.close()
            if len(answer) > LONGEST_ANSWER:
                break
    raise NotACalendar(Warn.TOO_MUCH)


def _more(pipe: int, left: deque[memoryview]) -> bool:
    """Write what fits. Whether something is left that the other side still listens to."""
    try:
        left[0] = left[0][os.write(pipe, left[0][:_AT_ONCE]) :]
    except BrokenPipeError:
        return False
    if not left[0]:
        left.popleft()
    return bool(left)
