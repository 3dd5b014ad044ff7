"""Where this practice begins."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from nearer.practices.honesty.selectors import index as selectors
from nearer.web.pages import render

DIGITS = 6


@dataclass(frozen=True, slots=True)
class Way:
    """One more part of this practice, in the list below the letters."""

    page: str
    title: str
    about: str
    icon: str


WAYS: Final = (
    Way("words", "Words for what you feel", "And for what you need. Take what fits.", "leaf"),
    Way("stems", "A sentence to begin with", "Light, tender, or something rarely said.", "pen"),
    Way("pairs", "Said twice", "The same evening as blame, and from inside.", "pair"),
    Way("guides", "Telling something hard", "Twelve quiet guides, each with a way out.", "walk"),
    Way("observer", "As somebody kind would see it", "A writing of seven minutes.", "open"),
    Way("practise", "Try a sentence", "The coach says how it may land. Nothing is sent.", "talk"),
)
"""In the order in which they stand; one whose page is not there yet is left out."""


def ways() -> list[tuple[Way, str]]:
    """What else there is to do here, with where it is."""
    found = []
    for way in WAYS:
        try:
            found.append((way, reverse(f"honesty:{way.page}")))
        except NoReverseMatch:
            continue
    return found


def small_number(text: str | None) -> int:
    """A number out of an address, or 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0


def index(request: Any) -> HttpResponse:
    page = selectors.index(
        request.person,
        year=small_number(request.GET.get("year")),
        start=small_number(request.GET.get("start")),
    )
    return render(request, "honesty/index.html", {"page": page, "ways": ways()})
