"""How a signal travels from one process to another: sealed under the key file.

PostgreSQL carries it and cannot read it, and whoever has only the database cannot make one up.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from nearer.live.signals import Signal
from nearer.sealing.boxes import DoesNotOpen, context, seal, unseal

ABOUT = context("live")


def packed(couple: UUID, subject: UUID, signal: Signal, *, key: bytes) -> str:
    """One line of letters; `key` has 32 bytes."""
    deadline = signal.deadline and signal.deadline.isoformat()
    said = [str(couple), str(subject), signal.version, signal.phase, deadline, signal.last]
    return b64encode(seal(key, json.dumps(said).encode(), ABOUT)).decode()


def unpacked(
    line: str, *, key: bytes, phases: Iterable[type[StrEnum]]
) -> tuple[UUID, UUID, Signal] | None:
    """Whose, about what, and the signal; None for anything that no process of ours has sent."""
    try:
        said = json.loads(unseal(key, b64decode(line, validate=True), ABOUT))
        # A newer version of the program, while one after the other is replaced, may say more.
        couple, subject, version, named, deadline, last = said
        phase = next(kind(named) for kind in phases if named in list(kind))
        until = datetime.fromisoformat(deadline) if deadline else None
        about = UUID(str(couple)), UUID(str(subject))
        return *about, Signal(int(version), phase, until, bool(last))
    except (DoesNotOpen, ValueError, TypeError, StopIteration):
        return None
