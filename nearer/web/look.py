"""How the app looks on this device: light or dark, under its own name or a neutral one."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

COOKIE: Final = "look"
THEMES: Final = ("auto", "light", "dark")


@dataclass(frozen=True, slots=True)
class Look:
    """Not a secret: a theme, and whether title and icon give nothing away."""

    theme: str = "auto"
    plain: bool = False

    @property
    def app_name(self) -> str:
        return "Notes" if self.plain else "Nearer"

    @property
    def cookie(self) -> str:
        return f"{self.theme}.{'plain' if self.plain else 'named'}"


USUAL: Final = Look()


def read(value: str) -> Look:
    """What a cookie or a form says; anything unknown means the usual look."""
    theme, _, name = value.partition(".")
    return Look(theme if theme in THEMES else USUAL.theme, name == "plain")


def look(request: HttpRequest | None) -> Look:
    """The look of this device. Pages that are the same for everybody pass no request."""
    value = request.COOKIES.get(COOKIE) if request is not None else None
    return read(value) if value else USUAL
