"""Adding a calendar: where it is, the way in, and at once what was understood."""

from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from nearer.fetching import caldav
from nearer.fetching.calendar import State
from nearer.fetching.talk import NotNow
from nearer.lib import clock
from nearer.practices.quality_time import asking, content
from nearer.practices.quality_time.actions import calendars as actions
from nearer.practices.quality_time.asking import Answer, Where
from nearer.practices.quality_time.content import Place
from nearer.practices.quality_time.forms.calendars import (
    AddressForm,
    CaldavForm,
    FileForm,
    FoundForm,
)
from nearer.practices.quality_time.selectors.calendars import said_at_first
from nearer.practices.quality_time.views.calendars import BUSY
from nearer.web.pages import render

SECONDS: Final = 20
"""So long somebody waits at most for several calendars of one server."""
FULL: Final = f"{actions.MOST} calendars have room. Remove one first."
FORMS: Final[dict[str, type[Form]]] = {
    "address": AddressForm,
    "caldav": CaldavForm,
    "file": FileForm,
}


def add(request: Any) -> HttpResponse:
    """Where a calendar can be."""
    return render(request, "quality_time/add.html", {"places": content.places().values()})


def add_from(request: Any, place: str) -> HttpResponseBase:
    """The help for one place, and the fields it needs."""
    known = content.places().get(place)
    if known is None or known.way not in FORMS:
        raise Http404
    sent = request.method == "POST"
    form = FORMS[known.way](request.POST, request.FILES) if sent else _blank(known)
    if not form.is_valid():
        return _form(request, known, form, status=422 if form.errors else 200)
    try:
        with asking.a_place(request.person.id):
            return _TAKE[known.way](request, known, form)
    except asking.TooBusy:
        return _form(request, known, form, note=BUSY, status=503)
    except actions.TooMany:
        return _form(request, known, form, note=FULL, status=409)
    except actions.NotUnderstood as fault:
        form.add_error("file" if known.way == "file" else "url", said_at_first(fault.state))
        return _form(request, known, form, status=422)


def _blank(place: Place) -> Form:
    """The form of a place, with its server's address where the help names one to be typed."""
    words = (word for step in place.steps for word in step.split())
    address = next((word for word in words if word.startswith("https://")), "")
    return FORMS[place.way](initial={"url": address})


def _take_address(request: Any, place: Place, form: Form) -> HttpResponseBase:
    said = form.cleaned_data
    where = Where("address", said["url"], said["user"], said["password"])
    answer = asking.ask(where, zone=_zone(request), now=request.person.now)
    return _kept(_add(request, place, where, answer, place.name))


def _take_file(request: Any, place: Place, form: Form) -> HttpResponseBase:
    body = form.cleaned_data["file"].read()
    answer = asking.of_a_file(body, zone=_zone(request), now=request.person.now)
    return _kept(_add(request, place, Where("file", ""), answer, place.name))


def _take_caldav(request: Any, place: Place, form: Form) -> HttpResponseBase:
    said = form.cleaned_data
    sign_in = (said["user"], said["password"])
    try:
        found = caldav.calendars(said["url"], sign_in, allowed=settings.HOME_HOSTS)
    except NotNow as fault:
        raise actions.NotUnderstood(fault.state) from fault
    if not found:
        raise actions.NotUnderstood(State.GONE)
    names = {it.url: it.name or place.name for it in found}
    chosen = FoundForm(request.POST if "choosing" in request.POST else None, found=names.items())
    if len(found) > 1 and not chosen.is_valid():
        return _choose(request, place, form, chosen)
    urls = chosen.cleaned_data["calendars"] if len(found) > 1 else list(names)
    return _take_each(request, place, {url: names[url] for url in urls}, sign_in)


def _take_each(
    request: Any, place: Place, names: dict[str, str], sign_in: tuple[str, str]
) -> HttpResponseBase:
    """Ask one after the other, as long as somebody can be made to wait."""
    kept: list[UUID] = []
    until = monotonic() + SECONDS
    for url, name in names.items():
        if kept and monotonic() > until:
            break
        where = Where("caldav", url, *sign_in)
        answer = asking.ask(where, zone=_zone(request), now=request.person.now)
        try:
            kept.append(_add(request, place, where, answer, name))
        except actions.NotUnderstood:
            if len(names) == 1:
                raise
    if not kept:
        raise actions.NotUnderstood(State.NOT_A_CALENDAR)
    return _kept(kept[0]) if len(names) == 1 else redirect("quality_time:calendars")


_TAKE: Final = {"address": _take_address, "caldav": _take_caldav, "file": _take_file}


def _add(request: Any, place: Place, where: Where, answer: Answer, name: str) -> UUID:
    return actions.add(request.person, answer, name=name[:60], place=place.id, where=where)


def _kept(calendar: UUID) -> HttpResponseBase:
    where = reverse("quality_time:calendar", kwargs={"calendar": calendar})
    return redirect(f"{where}?new")


def _zone(request: Any) -> str:
    return clock.zone_or_utc(request.person.zone).key


def _choose(request: Any, place: Place, form: Form, chosen: FoundForm) -> HttpResponse:
    context = {"place": place, "form": form, "chosen": chosen}
    status = 422 if chosen.errors else 200
    return render(request, "quality_time/choose.html", context, status=status)


def _form(
    request: Any, place: Place, form: Form, *, note: str = "", status: int = 200
) -> HttpResponse:
    context = {"place": place, "form": form, "note": note}
    return render(request, "quality_time/add_from.html", context, status=status)
