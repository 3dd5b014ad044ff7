"""The pages about oneself: devices, PIN, words, zone, leaving for good."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.accounts import actions, delay, devices, forms, pins, selectors, sessions, ways
from nearer.accounts.models import Slot
from nearer.accounts.present import Present
from nearer.web.pages import render


def you(request: Any) -> HttpResponse:
    """Everything about one's own account, in one list."""
    present: Present = request.person
    context = {
        "devices": selectors.devices(present.vault, present.couple, here=present.session),
        "has_pin": devices.has_pin_for(request, present.couple),
        "has_sheet": selectors.has_slot(present.couple, present.id, Slot.Kind.RECOVERY),
        "zone_form": forms.ZoneForm(initial={"zone": present.zone}),
    }
    return render(request, "accounts/you.html", context)


@require_POST
def revoke(request: Any, session: UUID) -> HttpResponseBase:
    pins.revoke(request.person, session, here=devices.pin_of(request))
    return redirect("you")


@require_POST
def revoke_others(request: Any) -> HttpResponseBase:
    sessions.end_others(request.person)
    pins.drop_other_pins(request.person, devices.pin_of(request))
    return redirect("you")


@require_POST
def set_zone(request: Any) -> HttpResponseBase:
    form = forms.ZoneForm(request.POST)
    if not form.is_valid():
        return render(request, "accounts/zone.html", {"form": form}, status=422)
    actions.change_keyring(request.person, zone=form.cleaned_data["zone"])
    return redirect("you")


def set_pin(request: Any) -> HttpResponseBase:
    """Six digits for the idle lock on this device."""
    form = forms.SetPinForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "accounts/pin.html", {"form": form}, status=status)
    if (refused := _unproven(request.person, form)) is not None:
        return render(request, "accounts/pin.html", {"form": form}, status=refused)
    pin = pins.set_pin(request.person, form.cleaned_data["pin"])
    response = redirect("you")
    devices.keep_pin(response, request, pin)
    return response


def _unproven(present: Present, form: forms.ProvedForm) -> int | None:
    """The status to refuse with when these are not the words of whoever is here."""
    try:
        actions.prove(present, words=form.cleaned_data["now"])
    except ways.WordsDoNotOpen:
        form.add_error("now", "These are not your words. Nothing was changed.")
        return 422
    except delay.TooSoon as soon:
        form.add_error("now", soon.sentence)
        return 429
    return None


@require_POST
def drop_pin(request: Any) -> HttpResponseBase:
    pin = devices.pin_of(request)
    if pin is not None:
        pins.drop_pin(request.person, pin)
    response = redirect("you")
    devices.forget_pin(response, request)
    return response


@require_POST
def drop_sheet(request: Any) -> HttpResponseBase:
    """No recovery sheet: then only the words open anything."""
    ways.drop_slots(request.person.couple, request.person.id, Slot.Kind.RECOVERY)
    return redirect("home")


def change_words(request: Any) -> HttpResponseBase:
    """New words make a new key; other devices sign in again."""
    present: Present = request.person
    if present.provisional_until is not None:
        return redirect("take-words")
    asked = forms.WordsForm if _came_by_sheet(present) else forms.ChangeWordsForm
    if request.method != "POST":
        return _change(request, asked(initial={"name": present.name}))
    form = asked(request.POST)
    if not form.is_valid():
        return _change(request, form, status=422)
    if isinstance(form, forms.ProvedForm) and (status := _unproven(present, form)) is not None:
        return _change(request, form, status=status)
    name, words = form.cleaned_data["name"], form.words
    try:
        code, ticket = actions.change_words(
            present, name=name, words=words, label=devices.label(request)
        )
    except ways.WordsTaken:
        form.add_error(None, "Take other words: these are in use already.")
        return _change(request, form, status=422)
    response = render(request, "accounts/sheet.html", {"name": name, "code": code, "words": words})
    sessions.hand_out(response, request, ticket)
    devices.forget_pin(response, request)
    return response


def _change(request: HttpRequest, form: forms.WordsForm, *, status: int = 200) -> HttpResponse:
    made = forms.unsigned(form["made"].value() or "") if form.is_bound else ""
    signed = form["made"].value() if made else forms.words_we_made()
    context = {"form": form, "signed": signed, "words": forms.unsigned(signed).split()}
    return render(request, "accounts/change_words.html", context, status=status)


def _came_by_sheet(present: Present) -> bool:
    """Whether the recovery code opened this session, which is there to choose new words."""
    return present.only_for == reverse("change-words")
