"""How it has been going: one's own line, and both where both want it."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.journal.actions import NoPartnerYet
from nearer.practices.acknowledge.actions import fit as fits
from nearer.practices.acknowledge.actions import showing
from nearer.practices.acknowledge.selectors import trend as selectors
from nearer.web.pages import render


def trend(request: Any) -> HttpResponse:
    page = selectors.trend(request.person, everything="all" in request.GET)
    return render(request, "acknowledge/trend.html", {"page": page})


@require_POST
def fit(request: Any) -> HttpResponseBase:
    """An answer to what the page says now. To anything older there is nothing to answer."""
    page = selectors.trend(request.person)
    answer = request.POST.get("fits")
    about, since = request.POST.get("about"), request.POST.get("since")
    if (about, since) == (page.about, page.since) and answer in {"yes", "no"} and page.asked:
        fits.say_whether_it_fits(
            request.person.pen, about=page.about, since=page.since, fits=answer == "yes"
        )
    return redirect("acknowledge:trend")


@require_POST
def show(request: Any) -> HttpResponseBase:
    """Say that I would like to see both lines together; my partner sees that I do."""
    try:
        showing.show(request.person.pen)
    except NoPartnerYet:
        return redirect("two")
    return redirect("acknowledge:trend")


@require_POST
def stop(request: Any) -> HttpResponseBase:
    """Take my line away again."""
    showing.stop(request.person.pen)
    return redirect("acknowledge:trend")
