"""The Help page: the same bytes for everybody, so that opening it says nothing about anyone.

It reads no cookie and sets none, holds no form and asks for nothing after it has loaded.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from nearer.lib.access import nobody_known
from nearer.web.middleware import CSP
from nearer.web.pages import html

FILE: Final = Path(__file__).parent / "content" / "en" / "help.toml"
GOOD_FOR: Final = timedelta(days=180)
WHOM: Final = {
    "partner": "If a partner frightens or hurts you",
    "men": "For men",
    "lgbt": "For LGBT+ people",
    "migrants": "In other languages",
    "crisis": "If you do not want to live, or cannot bear it",
    "hurting": "If you are worried about how you treat your partner",
}
QUIET_CSP: Final = CSP.replace("connect-src 'self'", "connect-src 'none'").replace(
    "form-action 'self'", "form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One number. `verified_on` is the day on which we called or asked; None means never."""

    whom: str
    name: str
    source: str
    call: str = ""
    text: str = ""
    hours: str = ""
    languages: str = ""
    verified_on: date | None = None

    @property
    def tel(self) -> str:
        return re.sub(r"[^\d+*#]", "", self.call.split(",")[0])

    @property
    def for_whom(self) -> str:
        return WHOM[self.whom]

    @property
    def look_again_on(self) -> date | None:
        return self.verified_on + GOOD_FOR if self.verified_on else None


@dataclass(frozen=True, slots=True)
class Country:
    id: str
    name: str
    emergency: str
    lines: tuple[Line, ...]
    note: str = ""

    def __post_init__(self) -> None:
        assert all(line.whom in WHOM for line in self.lines), self.id


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place that keeps lists for the whole world."""

    name: str
    href: str
    what: str


@dataclass(frozen=True, slots=True)
class Help:
    countries: tuple[Country, ...]
    pointers: tuple[Pointer, ...]


def _country(raw: dict[str, Any]) -> Country:
    lines = tuple(Line(**line) for line in raw.pop("line"))
    return Country(**raw, lines=lines)


@cache
def load() -> Help:
    """The content as it is in the file. An unknown key is refused."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    countries = sorted(map(_country, raw.pop("country")), key=lambda country: country.name)
    pointers = tuple(Pointer(**pointer) for pointer in raw.pop("pointer"))
    assert not raw, f"unknown in {FILE.name}: {', '.join(raw)}"
    return Help(tuple(countries), pointers)


@cache
def _page() -> bytes:
    return html("help.html", {"help": load()}).encode()


@nobody_known
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    del request
    response = HttpResponse(_page())
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = QUIET_CSP
    return response
