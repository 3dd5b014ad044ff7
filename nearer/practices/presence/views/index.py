"""Where this practice begins."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from nearer.practices.presence.offers.sittings import NAMES, about
from nearer.practices.presence.selectors import sittings as selectors
from nearer.web.pages import render


def index(request: Any) -> HttpResponse:
    """What is laid out, and what there is to sit down to."""
    going_on = [
        {
            "href": reverse("presence:sitting", kwargs={"thread": known.thread}),
            "title": NAMES[known.terms.kind],
            "about": about(known.terms),
        }
        for known in selectors.sittings(request.person)
        if not known.state.ended
    ]
    context = {
        "open": going_on,
        "paired": request.person.partner is not None,
        "them": selectors.them(request.person),
    }
    return render(request, "presence/index.html", context)
