"""Which events make somebody busy."""

import re
from typing import Final

from nearer.calendars.scanner import Lines
from nearer.calendars.times import parameters

# The unique names of what Nearer itself publishes end so. Who subscribed to their own dates and
# then shows us that calendar would otherwise be busy because of them.
OWN_UID_SUFFIX: Final = b"@nearer.invalid"

_QUOTED = re.compile(rb'"[^"]*"')


def is_ours(once: dict[bytes, bytes]) -> bool:
    """Whether Nearer published this event."""
    return once.get(b"UID", b"").rstrip().lower().endswith(OWN_UID_SUFFIX)


def is_busy(once: dict[bytes, bytes], lines: Lines, mine: bytes) -> bool:
    """Whether this takes somebody's time. Tentative and out-of-office do; what is not said, does.

    `mine`: the owner's mail address in small letters, whose refusals count; may be empty.
    """
    said = _said(once, b"X-MICROSOFT-CDO-BUSYSTATUS")
    transparent = _said(once, b"TRANSP")
    if not said and not transparent:
        # What the host meant for the guests; each guest's own word is one of the other two.
        said = _said(once, b"X-MICROSOFT-CDO-INTENDEDSTATUS")
    if transparent == b"TRANSPARENT" or said == b"FREE" or is_cancelled(once):
        return False
    return not (mine and _declined(lines, mine))


def is_cancelled(once: dict[bytes, bytes]) -> bool:
    """Whether it was called off."""
    return _said(once, b"STATUS") in (b"CANCELLED", b"CANCELED")


def _said(once: dict[bytes, bytes], name: bytes) -> bytes:
    rest = once.get(name)
    return rest.rpartition(b":")[2].strip().upper() if rest else b""


def _declined(lines: Lines, mine: bytes) -> bool:
    """Whether every line about the owner as a guest says no."""
    answers = [
        answer
        for name, rest in lines
        if name == b"ATTENDEE" and mine in rest.lower()
        for guests, answer in [_guest(rest)]
        if mine in guests
    ]
    return bool(answers) and all(answer == b"DECLINED" for answer in answers)


def _guest(rest: bytes) -> tuple[set[bytes], bytes]:
    """The addresses of one guest, in small letters, and their answer.

    Somebody's name may have anything in it, so what stands in quotes is not looked into.
    """
    colon = _QUOTED.sub(lambda quoted: b"-" * len(quoted[0]), rest).find(b":")
    said = parameters(rest[:colon])
    address = rest[colon + 1 :].strip().lower().removeprefix(b"mailto:")
    return {address, said.get(b"EMAIL", b"").lower()}, said.get(b"PARTSTAT", b"").upper()
