"""The same thing said twice, to read, and to try oneself. Nothing that is tried is kept."""

from typing import Any, Final

from django.http import Http404, HttpResponse

from nearer.practices.honesty import texts
from nearer.practices.honesty.selectors.coach import CoachPage
from nearer.practices.honesty.views import coach
from nearer.practices.honesty.views.index import small_number
from nearer.practices.honesty.views.practise import TryForm
from nearer.web.pages import render

SHOWN: Final = 6


def pairs(request: Any) -> HttpResponse:
    """Some of the pairs, one below the other."""
    bank, start = texts.pairs(), small_number(request.GET.get("start"))
    start = start if start < len(bank) else 0
    context = {
        "pairs": bank[start : start + SHOWN],
        "first": start + 1,
        "all": len(bank),
        "next_start": start + SHOWN if start + SHOWN < len(bank) else None,
        "before_start": max(0, start - SHOWN) if start else None,
    }
    return render(request, "honesty/pairs.html", context)


def pair(request: Any, pair: str) -> HttpResponse:
    """One of them, to be said anew before reading how it could be said. The form only asks
    the coach.
    """
    found = texts.every_pair().get(pair)
    if found is None:
        raise Http404
    asked = request.method == "POST"
    read = coach.turned(request.POST, request.person) if asked else CoachPage()
    following = _after(found)
    context = {
        "pair": found,
        "following": following,
        "here": request.path,
        "form": TryForm(initial={"text": read.text if asked else found.before}),
        "coach": read,
    }
    return render(request, "honesty/pair.html", context, status=coach.status_of(read))


def _after(pair: texts.Pair) -> texts.Pair | None:
    bank = texts.pairs()
    place = bank.index(pair) + 1 if pair in bank else len(bank)
    return bank[place] if place < len(bank) else None
