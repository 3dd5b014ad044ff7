"""Two who sit down together, through the pages, as their phones would."""

import re
from typing import Any
from uuid import UUID

from conftest import Someone

HERE = "/presence/"
USUAL = {"listen": "10", "away": "15", "silent": "5"}


def lay_out(someone: Someone, kind: str = "listen", **terms: str) -> str:
    """Lay a sitting out; returns where it stands."""
    said: dict[str, str] = {"minutes": USUAL[kind], "way": "two", **terms}
    if kind == "silent":
        said.setdefault("silence", first_silence())
    reply = someone.post(f"{HERE}lay-out/{kind}/", said)
    assert reply.status_code == 302, reply.content.decode()
    return str(reply["Location"])


def first_silence() -> str:
    from nearer.practices.presence import cues_bank

    return next(iter(cues_bank.silences()))


def thread_of(where: str) -> UUID:
    """The name of the sitting that stands there."""
    return UUID(where.split("/")[3])


def shows(page: str) -> tuple[str, int]:
    """The phase and the version on a page of a sitting."""
    phase, version = (re.search(rf'data-{name}="([^"]*)"', page) for name in ("phase", "version"))
    assert phase, page
    assert version, page
    return phase[1], int(version[1])


def phase_of(someone: Someone, where: str) -> str:
    return shows(someone.page(where))[0]


def press(someone: Someone, where: str, act: str, **more: Any) -> Any:
    """Press a button of the page as it is now, or of one that was seen before."""
    headers = more.pop("headers", None)
    said = {"act": act, "seen": shows(someone.page(where))[1], **more}
    return someone.post(f"{where}act/", said, headers=headers)


def both_ready(one: Someone, other: Someone, where: str) -> None:
    press(one, where, "ready")
    press(other, where, "ready")
