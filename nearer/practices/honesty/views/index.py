"""Where this practice begins."""

from typing import Any

from django.http import HttpResponse

from nearer.practices.honesty.selectors import index as selectors
from nearer.web.pages import render

DIGITS = 6


def small_number(text: str | None) -> int:
    """A number out of an address, or 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0


def index(request: Any) -> HttpResponse:
    page = selectors.index(
        request.person,
        year=small_number(request.GET.get("year")),
        start=small_number(request.GET.get("start")),
    )
    return render(request, "honesty/index.html", {"page": page})
