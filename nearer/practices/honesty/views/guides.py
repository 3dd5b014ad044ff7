"""Guides for telling something hard. Which one is read is kept nowhere here."""

from typing import Any

from django.http import Http404, HttpResponse

from nearer.practices.honesty import texts
from nearer.web.pages import render


def guides(request: Any) -> HttpResponse:
    return render(request, "honesty/guides.html", {"guides": texts.guides()})


def guide(request: Any, guide: str) -> HttpResponse:
    """One guide, by its key, with words to begin with and a way out."""
    found = texts.guides_by_key().get(guide)
    if found is None:
        raise Http404
    return render(request, "honesty/guide.html", {"guide": found})
