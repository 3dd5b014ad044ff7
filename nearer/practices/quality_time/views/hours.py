"""When I like to meet, and when I am free of it."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.journal.actions import NoPartnerYet
from nearer.practices.quality_time import content, refreshing
from nearer.practices.quality_time.actions import free as sharing
from nearer.practices.quality_time.actions import hours as actions
from nearer.practices.quality_time.forms.hours import HoursForm, filled_in
from nearer.practices.quality_time.selectors import free as selectors
from nearer.practices.quality_time.selectors.hours import my_hours
from nearer.web.pages import render


def hours(request: Any) -> HttpResponseBase:
    """The form, and then where it leads: when I am free."""
    if request.method != "POST":
        return _form(request, filled_in(my_hours(request.person)))
    form = HoursForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    actions.say(request.person, form.hours)
    return redirect("quality_time:free")


def _form(request: Any, form: HoursForm, *, status: int = 200) -> HttpResponse:
    hints = {preset.id: preset.about for preset in content.presets().values()}
    context = {"form": form, "hints": hints}
    return render(request, "quality_time/hours.html", context, status=status)


def free(request: Any) -> HttpResponse:
    """My free times, for myself, and what my partner sees of them."""
    refreshing.visited(request.person)
    page = selectors.free_page(request.person)
    return render(request, "quality_time/free.html", {"page": page})


@require_POST
def share(request: Any) -> HttpResponseBase:
    """Share them from now on."""
    try:
        sharing.share(request.person)
    except NoPartnerYet:
        return redirect("two")
    except sharing.NoHoursYet:
        return redirect("quality_time:hours")
    return redirect("quality_time:free")


@require_POST
def stop(request: Any) -> HttpResponseBase:
    """Stop sharing them."""
    sharing.stop(request.person)
    return redirect("quality_time:free")
