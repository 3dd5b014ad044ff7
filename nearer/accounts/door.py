"""The pages at the door: take words, come back, unlock, lock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nearer.accounts import actions, arrivals, delay, devices, forms, pins, sessions, ways
from nearer.accounts.late import take_late
from nearer.accounts.present import Present
from nearer.accounts.sessions import Ticket
from nearer.journal import drafts
from nearer.lib import clock
from nearer.lib.access import anyone
from nearer.sealing.vault import Vault
from nearer.web.pages import render

WRONG = "These words do not open anything under this name. Check the spelling; nothing is lost."
WRONG_CODE = "This code opens nothing here. Check each letter with the sheet."
CHANGED = (
    "This is right, but your keys were changed outside Nearer, so nothing opens. "
    "Whoever runs this server can put back a backup."
)


@anyone
def take_words(request: Any) -> HttpResponseBase:
    """Name and words for somebody who has none yet, with or without a first exercise."""
    if request.person is not None and request.person.provisional_until is None:
        return redirect("you")
    if request.method != "POST":
        return _words_page(request, forms.WordsForm(initial={"name": _first_name(request)}))
    form = forms.WordsForm(request.POST)
    if not form.is_valid():
        return _words_page(request, form, status=422)
    name, words = form.cleaned_data["name"], form.words
    ticket = None
    present = request.person
    if present is None:
        present, ticket = _newcomer(request, form.cleaned_data["zone"])
    try:
        code = actions.take_words(present, name=name, words=words)
    except ways.WordsTaken:
        form.add_error(None, "Take other words: these are in use already.")
        return _words_page(request, form, status=422)
    response = render(request, "accounts/sheet.html", {"name": name, "code": code, "words": words})
    if ticket is not None:
        sessions.hand_out(response, request, ticket)
    return response


def _first_name(request: Any) -> str:
    return request.person.name if request.person else ""


def _newcomer(request: HttpRequest, zone: str) -> tuple[Present, Ticket]:
    now = clock.now()
    made = actions.begin(now=now, zone=zone, label=devices.label(request))
    return as_present(made.vault, made.ticket), made.ticket


def as_present(vault: Vault, ticket: Ticket) -> Present:
    """Somebody who has just come in, before their first request with a cookie."""
    now = clock.now()
    return Present(
        couple=ticket.couple,
        id=vault.person,
        vault=vault,
        session=ticket.session,
        now=now,
        locks_at=now + timedelta(minutes=forms.minutes_until_lock()),
    )


def _words_page(request: HttpRequest, form: forms.WordsForm, *, status: int = 200) -> HttpResponse:
    made = forms.unsigned(form["made"].value() or "") if form.is_bound else ""
    signed = form["made"].value() if made else forms.words_we_made()
    context = {"form": form, "signed": signed, "words": forms.unsigned(signed).split()}
    return render(request, "accounts/words.html", context, status=status)


@require_POST
def sheet(request: Any) -> HttpResponse:
    """The recovery sheet as a file, from the page that shows it this once."""
    name, code = request.POST.get("name", "")[:80], request.POST.get("code", "")[:80]
    text = (
        f"Recovery sheet for {name}\n\n"
        f"Address: {request.build_absolute_uri('/')}\n"
        f"Code: {code}\n\n"
        "This code opens everything you wrote, without your words.\n"
        "Keep it where nobody else looks, or give it to somebody you trust.\n"
    )
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sheet.txt"'
    return response


@anyone
def sign_in(request: Any) -> HttpResponseBase:
    """Name and words to come back."""
    if request.person is not None:
        return redirect("home")
    form = forms.SignInForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, "accounts/sign_in.html", form)
    return _try(
        request,
        form,
        "accounts/sign_in.html",
        lambda: actions.sign_in(
            name=form.cleaned_data["name"],
            words=form.cleaned_data["words"],
            label=devices.label(request),
            now=clock.now(),
        ),
    )


@anyone
def unlock(request: Any) -> HttpResponseBase:
    """Open the lock of this device's session with the words or, where set, the PIN."""
    if request.person is not None:
        return redirect(_next(request))
    if request.locked is None:
        return redirect("sign-in")
    if "pin" in request.POST:
        return _unlock_with_pin(request)
    form = forms.UnlockForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, "accounts/unlock.html", form)
    return _try(
        request,
        form,
        "accounts/unlock.html",
        lambda: actions.unlock(
            request.locked,
            words=form.cleaned_data["words"],
            label=devices.label(request),
            now=clock.now(),
        ),
    )


def _unlock_with_pin(request: Any) -> HttpResponseBase:
    pin = devices.pin_of(request)
    form = forms.PinForm(request.POST)
    if form.is_valid() and pin is None:
        form.add_error("pin", _left(0))
    if pin is None or not form.is_valid():
        return _door(request, "accounts/unlock.html", forms.UnlockForm(), pin=form)
    try:
        ticket, vault = pins.unlock_with_pin(
            pin,
            form.cleaned_data["pin"],
            person=request.locked.person,
            label=devices.label(request),
            now=clock.now(),
        )
    except pins.PinDoesNotOpen as wrong:
        form.add_error("pin", _left(wrong.left))
        response = _door(request, "accounts/unlock.html", forms.UnlockForm(), pin=form)
        if not wrong.left:
            devices.forget_pin(response, request)
        return response
    sessions.end(request.locked.ticket.couple, request.locked.ticket.session)
    return _come_in(request, ticket, vault)


def _left(tries: int) -> str:
    if not tries:
        return "This device has forgotten the PIN. Use your words."
    again = "one more try" if tries == 1 else f"{tries} more tries"
    return f"That is not it. {again.capitalize()}, then only your words open this."


@anyone
def recover(request: Any) -> HttpResponseBase:
    """Come back with the recovery code, then choose new words."""
    form = forms.RecoveryForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _door(request, "accounts/recover.html", form)
    try:
        ticket, _vault = actions.recover(
            code=form.cleaned_data["code"], label=devices.label(request), now=clock.now()
        )
    except ways.WordsDoNotOpen as wrong:
        changed = isinstance(wrong, ways.ChangedOutside)
        form.add_error("code", CHANGED if changed else WRONG_CODE)
        return _door(request, "accounts/recover.html", form)
    response = redirect("change-words")
    sessions.hand_out(response, request, ticket)
    return response


def _try(
    request: Any, form: Any, template: str, opening: Callable[[], tuple[Ticket, Vault]]
) -> HttpResponseBase:
    try:
        ticket, vault = opening()
    except ways.WordsDoNotOpen as wrong:
        changed = isinstance(wrong, ways.ChangedOutside)
        form.add_error("words", CHANGED if changed else WRONG)
        return _door(request, template, form)
    except delay.TooSoon as soon:
        form.add_error(None, soon.sentence)
        response = _door(request, template, form, status=429)
        response["Retry-After"] = str(soon.seconds)
        return response
    return _come_in(request, ticket, vault)


def _come_in(request: Any, ticket: Ticket, vault: Vault) -> HttpResponseBase:
    """Hand out the cookie, and put what came too late back where it was being typed."""
    where = _next(request)
    present = as_present(vault, ticket)
    for late in take_late(vault, ticket.couple):
        # The form's own page, where its draft is looked for; never the address it posts to.
        page = late.fields.get("path", late.path)
        drafts.save(present.pen, path=page, tab="late", fields=late.fields)
        where = page if _is_ours(page) else where
    arrivals.arrive(present.pen)
    response = HttpResponseRedirect(where)
    sessions.hand_out(response, request, ticket)
    return response


def _next(request: HttpRequest) -> str:
    where = request.GET.get("next", "")
    return where if _is_ours(where) else reverse("home")


def _is_ours(where: str) -> bool:
    return where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)


def _door(
    request: Any, template: str, form: Any, *, pin: Any = None, status: int = 200
) -> HttpResponse:
    if form.errors or (pin and pin.errors):
        status = status if status != 200 else 422  # noqa: PLR2004
    locked = request.locked
    if pin is None and locked and devices.has_pin_for(request, locked.ticket.couple):
        pin = forms.PinForm()
    context = {
        "form": form,
        "pin": pin,
        "kept": "kept" in request.GET,
        "lost": "lost" in request.GET,
    }
    return render(request, template, context, status=status)


@require_POST
def lock_now(request: Any) -> HttpResponseBase:
    """Lock at once: the row's half of the key is destroyed, and the cookie's with it."""
    present: Present = request.person
    if present.provisional_until is not None:
        return redirect("take-words")  # without words nobody could unlock it again
    sessions.lock(present.couple, present.session)
    response = redirect("unlock")
    if (ticket := sessions.ticket_of(request)) is not None:
        sessions.hand_out(response, request, ticket.after_the_lock)
    return response


def stay(request: Any) -> HttpResponse:
    """Somebody is still here."""
    left = (request.person.locks_at - request.person.now).total_seconds()
    return HttpResponse(status=204, headers={"Nearer-Locks-In": str(int(left))})
