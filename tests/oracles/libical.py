"""What libical, the C library behind many calendar programs, makes of a calendar."""

import ctypes
import ctypes.util
from datetime import UTC, datetime


class _Time(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int),
        ("is_daylight", ctypes.c_int),
        ("zone", ctypes.c_void_p),
    ]


class _Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int)]


_EACH = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)
EVENT = 4
"""ICAL_VEVENT_COMPONENT."""


def library() -> ctypes.CDLL | None:
    """The library, or None where it is not installed."""
    name = ctypes.util.find_library("ical")
    if name is None:
        return None
    found = ctypes.CDLL(name)
    found.icalparser_parse_string.restype = ctypes.c_void_p
    found.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    found.icaltime_from_string.restype = _Time
    found.icaltime_from_string.argtypes = [ctypes.c_char_p]
    for step in ("first", "next"):
        walk = getattr(found, f"icalcomponent_get_{step}_component")
        walk.restype, walk.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_int]
    found.icalcomponent_foreach_recurrence.restype = None
    found.icalcomponent_foreach_recurrence.argtypes = [
        *(ctypes.c_void_p, _Time, _Time, _EACH, ctypes.c_void_p)
    ]
    found.icalcomponent_free.argtypes = [ctypes.c_void_p]
    return found


def spans(
    ical: ctypes.CDLL, body: bytes, *, start: datetime, end: datetime
) -> list[tuple[int, int]]:
    """From and until of everything in it that takes place in between, in seconds since 1970."""
    root = ical.icalparser_parse_string(body)
    assert root, "libical could not parse it"
    since, until = (
        ical.icaltime_from_string(it.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").encode())
        for it in (start, end)
    )
    found: list[tuple[int, int]] = []

    def take(_event: int, span: "ctypes._Pointer[_Span]", _data: int) -> None:
        found.append((span.contents.start, span.contents.end))

    event = ical.icalcomponent_get_first_component(root, EVENT)
    while event:
        ical.icalcomponent_foreach_recurrence(event, since, until, _EACH(take), None)
        event = ical.icalcomponent_get_next_component(root, EVENT)
    ical.icalcomponent_free(root)
    return sorted(found)
