"""Where this practice begins."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from nearer.web.pages import render


@dataclass(frozen=True, slots=True)
class Way:
    """One part of this practice, in the list on its first page."""

    page: str
    title: str
    about: str
    icon: str


WAYS: Final = (
    Way("windows", "Times for two", "The next ones that are free for both of you.", "clock"),
    Way("plans", "What you two have planned", "Once, or again and again.", "pair"),
    Way("ideas", "Ideas for the time", "By minutes, energy, cost and place.", "leaf"),
    Way("calendars", "My calendars", "Only when you are busy is kept.", "calendar"),
    Way("hours", "My hours", "When you like to meet, and when never.", "pen"),
    Way("free", "When I’m free", "Shared only if you say so.", "today"),
    Way("feed", "In my own calendar", "Your plans, under a neutral title.", "share"),
)
"""In the order in which they stand; one whose page is not there yet is left out."""


def ways() -> list[tuple[Way, str]]:
    """What there is to do here, with where it is."""
    found = []
    for way in WAYS:
        try:
            found.append((way, reverse(f"quality_time:{way.page}")))
        except NoReverseMatch:
            continue
    return found


def index(request: Any) -> HttpResponse:
    return render(request, "quality_time/index.html", {"ways": ways()})
