"""What can lie in an entry: frozen dataclasses, each with a kind and a version."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Self

FIRST_YEAR, LAST_YEAR = 1900, 9000
"""Somebody's clock may be wrong, but not by more."""
_kinds: dict[str, type["Payload"]] = {}
_HALF = re.compile(rb"\\u[dD]")
"""How JSON spells half a sign, which no page can show. We write whole ones, and not so."""


class Payload:
    """Base of what is sealed. A subclass is a frozen dataclass of JSON values.

    When the fields change, raise `version` and teach `upgrade` to read the older ones:
    a migration can never do it, since it never sees words.
    """

    kind: ClassVar[str]
    version: ClassVar[int] = 1

    def __init_subclass__(cls, kind: str = "", version: int = 1) -> None:
        # A dataclass with slots is made twice; the second time its kind is there already.
        if kind:
            cls.kind, cls.version = kind, version
        taken = _kinds.get(cls.kind)
        if taken is not None and taken.__qualname__ != cls.__qualname__:
            raise TypeError(f"{cls.kind} is taken by {taken.__qualname__}")
        _kinds[cls.kind] = cls

    @classmethod
    def upgrade(cls, fields: dict[str, Any], version: int) -> dict[str, Any]:  # noqa: ARG003
        """Fields of an older `version` as the present one would have them."""
        return fields

    @classmethod
    def read(cls, fields: dict[str, Any], version: int) -> Self:
        return cls(**(fields if version == cls.version else cls.upgrade(fields, version)))


@dataclass(frozen=True, slots=True)
class Inside:
    """What a body says once it is open."""

    payload: Payload
    at: datetime
    day: date


def dump(payload: Payload, *, at: datetime, day: date) -> bytes:
    """A payload as the bytes that are sealed: JSON, with the precise time inside."""
    fields = asdict(payload)  # type: ignore[call-overload]
    inside = {"v": payload.version, "at": at.isoformat(), "day": day.isoformat(), "f": fields}
    return json.dumps(inside, ensure_ascii=False, separators=(",", ":")).encode()


def load(kind: str, plain: bytes) -> Inside:
    """The other way. Raises ValueError for what this version cannot read."""
    inside = _inside(plain)
    found = _kinds.get(kind)
    if found is None or inside["v"] > found.version:
        raise ValueError(f"{kind} was written by a newer Nearer.")
    at = datetime.fromisoformat(inside["at"])
    if at.tzinfo is None:  # sorted among the others, it would break every page it stands on
        raise ValueError("A time without a zone is none.")
    day = date.fromisoformat(inside["day"])
    if not all(FIRST_YEAR <= it.year <= LAST_YEAR for it in (at, day)):
        raise ValueError("At the ends of the calendar every sum breaks.")
    return Inside(payload=found.read(inside["f"], inside["v"]), at=at, day=day)


def _inside(plain: bytes) -> dict[str, Any]:
    """Raises ValueError, also for what only breaks later: nested without an end, or half a sign."""
    try:
        inside: dict[str, Any] = json.loads(plain)
        if _HALF.search(plain):
            json.dumps(inside, ensure_ascii=False).encode()
    except RecursionError as fault:
        raise ValueError("This is nested too deep.") from fault
    return inside


def known_kinds() -> frozenset[str]:
    """Every kind that any installed app declared."""
    return frozenset(_kinds)
