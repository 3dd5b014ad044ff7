"""The first page: a welcome for whoever is new, Today for whoever is here."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.accounts.present import Present
from nearer.couples.joining import joining
from nearer.couples.selectors import invitation_under_way
from nearer.journey import actions
from nearer.journey.forms import ENERGY, MINUTES, PathForm, TodayForm
from nearer.journey.keeping import keepsake_page
from nearer.journey.rules.greeting import greeting, welcome_back
from nearer.journey.selectors import path_page, today
from nearer.journey.timeline import timeline
from nearer.journey.visits import visited
from nearer.lib import clock
from nearer.lib.access import anyone, nobody_known
from nearer.practices import registered
from nearer.web.pages import render

DIGITS = 6
SHOWN = 4
"""So many lines of what is open; the rest is one tap away."""


@anyone
def home(request: Any) -> HttpResponseBase:
    if request.locked is not None:
        return redirect("unlock")
    if request.person is None:
        steps = (practice.first_step() for practice in registered())
        step = next((step for step in steps if step), None)
        return render(request, "journey/welcome.html", {"step": step})
    return _today(request, request.person)


def _today(request: Any, present: Present) -> HttpResponseBase:
    link = joining(present)
    if link and link.hosted_by is None and present.provisional_until is None:
        return redirect("two")
    wall = present.now.astimezone(clock.zone_or_utc(present.zone))
    page = today(present)
    visited(present)
    context = {
        "greeting": welcome_back(present.name) if page.away else greeting(wall, present.name),
        "today": page,
        "minutes": MINUTES,
        "energy": ENERGY,
        "shown": SHOWN,
        "link": link,
        "invited": invitation_under_way(present),
    }
    return render(request, "journey/today.html", context)


@require_POST
def say(request: Any) -> HttpResponseBase:
    """One tap on Today: how much there is room for, or "not now"."""
    form = TodayForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    match {name: value for name, value in form.cleaned_data.items() if value}:
        case {"not_now": key}:
            actions.not_now(request.person, key)
        case {"again": _}:
            actions.bring_back(request.person)
        case {"minutes": minutes}:
            actions.say_minutes(request.person, minutes)
        case {"energy": energy}:
            actions.say_energy(request.person, energy)
    return redirect("home")


def journey(request: Any) -> HttpResponse:
    """What was so far, a year at a time."""
    year, start = (_number(request.GET.get(name)) for name in ("year", "start"))
    page = timeline(request.person, year=year, start=start or 0)
    return render(request, "journey/timeline.html", {"page": page})


def _number(text: str | None) -> int | None:
    """A number out of an address, or None for anything else."""
    return (
        int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else None
    )


def path(request: Any) -> HttpResponseBase:
    """The weeks ahead, and how one wants to walk them."""
    if request.method != "POST":
        return render(request, "journey/path.html", {"page": path_page(request.person)})
    form = PathForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    match form.cleaned_data:
        case {"path": "on" | "off" as on}:
            actions.choose_path(request.person, on=on == "on")
        case {"more": "yes"}:
            actions.ask_for_more(request.person)
        case {"more": "no"}:
            actions.stay_gentle(request.person)
        case {"more": "open"}:
            actions.open_yes(request.person)
    return redirect("path")


@require_POST
def copy(request: Any) -> StreamingHttpResponse:
    """Everything this person may read, as one page to keep. Streamed, a text at a time."""
    response = StreamingHttpResponse(keepsake_page(request.person), content_type="text/html")
    response["Content-Disposition"] = 'attachment; filename="my-words.html"'
    return response


def practices(request: Any) -> HttpResponse:
    """What there is to do here."""
    return render(request, "journey/practices.html", {"practices": registered()})


@nobody_known
def promise(request: Any) -> HttpResponse:
    """What is promised and what is not, in plain words."""
    return render(request, "journey/promise.html")
