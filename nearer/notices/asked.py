"""What a person asked for, and what a mail needs, as they lie under the key file."""

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, time
from functools import cached_property
from typing import Any, Self
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings

from nearer.lib import clock
from nearer.notices.rules import Quiet, Wish
from nearer.sealing import padding
from nearer.sealing.boxes import Part, context, derive, seal, unseal

OFF = 16
EVER = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def lookup(secret: bytes) -> bytes:
    """The directory's line for a link that switches notices off."""
    return derive(secret, "notices off", length=16)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one person asked for. Nothing goes out before `confirmed`, but the code."""

    address: str
    base: str
    """Where this server is, as it is written into mails."""
    zone: str = "UTC"
    quiet: Quiet = field(default_factory=Quiet)
    kinds: tuple[str, ...] = ()
    day: int = 6
    at: time = time(18)
    plain: bool = False
    """Whether the mail leaves the app's name out."""
    confirmed: bool = False
    code: str = ""
    code_until: datetime = EVER
    tries: int = 0
    handle: UUID = field(default_factory=uuid4)
    """What joins a person to their notes in the outbox."""
    codes: UUID = field(default_factory=uuid4)
    """The same for codes, which do not count as notes."""
    off: bytes = field(default_factory=lambda: os.urandom(OFF))
    """The secret in the link that switches notices off."""

    def with_(self, **changes: Any) -> Self:
        return replace(self, **changes)

    @property
    def place(self) -> ZoneInfo:
        return clock.zone_or_utc(self.zone)


@dataclass(frozen=True)
class Content:
    """What one mail needs. A code is for somebody who waits for it, whatever the hour."""

    to: str
    base: str
    plain: bool
    zone: str
    quiet: Quiet
    off: str = ""
    code: str = ""
    wishes: tuple[Wish, ...] = ()

    @cached_property
    def place(self) -> ZoneInfo:
        return clock.zone_or_utc(self.zone)

    @property
    def quiet_hours(self) -> Quiet | None:
        return None if self.code else self.quiet


def close(thing: Asked | Content, *about: Part) -> bytes:
    """Seal it under the key file, for the row that `about` names."""
    plain = json.dumps(asdict(thing), default=_plain, separators=(",", ":")).encode()
    padded = padding.pad(plain, padding.bucket(len(plain)))
    return seal(settings.NOTICES_KEY, padded, context("notices", *about))


def open_asked(box: bytes, person: UUID) -> Asked:
    """Raises `DoesNotOpen` when the row was changed, or the key file is another one."""
    data = _opened(Asked, box, "asked", person)
    ids = {name: UUID(data[name]) for name in ("handle", "codes")}
    return Asked(
        **data
        | ids
        | {
            "quiet": _quiet(data["quiet"]),
            "kinds": tuple(data["kinds"]),
            "at": time.fromisoformat(data["at"]),
            "code_until": datetime.fromisoformat(data["code_until"]),
            "off": bytes.fromhex(data["off"]),
        }
    )


def open_content(box: bytes, letter: UUID) -> Content:
    """Raises `DoesNotOpen` when the row was changed, or the key file is another one."""
    data = _opened(Content, box, "letter", letter)
    wishes = tuple(Wish(datetime.fromisoformat(w["at"]), w["name"]) for w in data["wishes"])
    return Content(**data | {"quiet": _quiet(data["quiet"]), "wishes": wishes})


def _opened(kind: type[Asked | Content], box: bytes, *about: Part) -> dict[str, Any]:
    plain = unseal(settings.NOTICES_KEY, box, context("notices", *about))
    data: dict[str, Any] = json.loads(padding.unpad(plain))
    known = {part.name for part in fields(kind)}
    return {name: value for name, value in data.items() if name in known}


def _quiet(data: dict[str, str]) -> Quiet:
    return Quiet(time.fromisoformat(data["begins"]), time.fromisoformat(data["ends"]))


def _plain(value: object) -> str:
    if isinstance(value, (time, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, UUID):
        return value.hex
    raise TypeError(type(value))
