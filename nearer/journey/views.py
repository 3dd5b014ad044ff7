"""The first page: a welcome for whoever is new, Today for whoever is here."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.accounts.present import Present
from nearer.couples.joining import joining
from nearer.couples.selectors import invitation_under_way
from nearer.journey.keeping import keepsake_page
from nearer.journey.rules.greeting import greeting
from nearer.journey.selectors import today
from nearer.lib import clock
from nearer.lib.access import anyone, nobody_known
from nearer.practices import registered
from nearer.web.pages import render


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
    context = {
        "greeting": greeting(wall, present.name),
        "today": today(present),
        "link": link,
        "invited": invitation_under_way(present),
    }
    return render(request, "journey/today.html", context)


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
