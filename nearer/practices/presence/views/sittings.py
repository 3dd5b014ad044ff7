"""Laying a sitting out, and being in one."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nearer.practices.presence import cues_bank
from nearer.practices.presence.actions import sittings as actions
from nearer.practices.presence.forms.sittings import LayOutForm, PressForm
from nearer.practices.presence.rules.sitting import Act
from nearer.practices.presence.rules.terms import MINUTES, Kind, Way
from nearer.practices.presence.selectors import sittings as selectors
from nearer.practices.presence.selectors.sittings import Known
from nearer.web.pages import render

PART: Final = "X-Nearer-Part"
"""Asked for by the sitting's own script: only what changes, without the page around it."""
ENOUGH: Final = "A lot was laid out in the last two days. Tomorrow there is room again."
NOT_A_PRESS: Final = "That button is not there any more. This is where you two are."


@require_http_methods(["GET", "HEAD", "POST"])
def lay_out(request: Any, kind: str) -> HttpResponseBase:
    """Choose the terms of a sitting, and lay it out."""
    try:
        chosen = Kind(kind)
    except ValueError:
        raise Http404 from None
    person = request.person
    if request.method != "POST":
        return _choosing(request, _form(request, chosen, initial=_wished(request, chosen)))
    form = _form(request, chosen, request.POST)
    if not form.is_valid():
        return _choosing(request, form, status=422)
    try:
        thread = actions.lay_out(person, form.terms)
    except actions.TooMany:
        form.add_error("minutes", ENOUGH)
        return _choosing(request, form, status=422)
    return redirect("presence:sitting", thread=thread)


def _form(request: Any, kind: Kind, data: Any = None, **more: Any) -> LayOutForm:
    paired = request.person.partner is not None
    way = Way(data["way"]) if data and data.get("way") in set(Way) else Way.TWO
    intense = kind is Kind.LISTEN and selectors.may_be_intense(request.person, way)
    return LayOutForm(data, kind=kind, paired=paired, intense=intense, **more)


def _wished(request: Any, kind: Kind) -> dict[str, Any]:
    """A length that another page suggests, such as that of a plan: the nearest there is."""
    asked = request.GET.get("minutes", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < len("99999")):
        return {}
    return {"minutes": min(MINUTES[kind], key=lambda it: (abs(it - int(asked)), it))}


def _choosing(request: Any, form: LayOutForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "kind": form.kind.value,
        "topics": cues_bank.topics(),
        "silences": cues_bank.silences(),
        "them": selectors.them(request.person),
        "paired": request.person.partner is not None,
    }
    return render(request, "presence/lay_out.html", context, status=status)


@require_safe
def sitting(request: Any, thread: UUID) -> HttpResponse:
    """A sitting as it is now. Looking at it changes nothing, and nobody hears of it."""
    known = selectors.one(request.person, thread)
    if known is None:
        raise Http404
    return _page(request, known)


@require_POST
def act(request: Any, thread: UUID) -> HttpResponseBase:
    """Press something. What may not be pressed any more changes nothing."""
    form = PressForm(request.POST)
    if not form.is_valid():
        known = selectors.one(request.person, thread)
        if known is None:
            raise Http404
        return _page(request, known, status=422, note=NOT_A_PRESS)
    said = form.cleaned_data
    after = actions.press(
        request.person, thread, Act(said["act"]), seen=said["seen"], once=said["once"]
    )
    if after is None:
        raise Http404
    if PART in request.headers:
        return _page(request, after)
    return redirect("presence:sitting", thread=thread)


def _page(request: Any, known: Known, *, status: int = 200, note: str = "") -> HttpResponse:
    context = {"page": selectors.page_of(request.person, known), "note": note}
    name = "_sitting" if PART in request.headers else "sitting"
    return render(request, f"presence/{name}.html", context, status=status)
