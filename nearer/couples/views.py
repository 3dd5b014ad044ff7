"""Pages of two people: the invitation, the confirmation, the six words, and leaving."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.accounts import actions as accounts
from nearer.accounts import delay, sessions, ways
from nearer.accounts.forms import DeleteForm
from nearer.accounts.present import Present
from nearer.couples import confirming, inviting, joining, moving, qr
from nearer.couples.forms import HostedForm, SureForm
from nearer.couples.inviting import AlreadyTwo
from nearer.couples.rules import HostedBy
from nearer.couples.selectors import LinkNotUsable, invitations
from nearer.practices import registered
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.pairing import words_to_compare
from nearer.web.pages import render

LOOPBACK = ("localhost", "127.", "[::1]")
SOMEBODY_ELSE = "The reply to your link has just changed. Look at the name once more, then say yes."
DIFFERENT = (
    "You two gave different answers about who runs this server. "
    "Ask each other, then try again. Nothing was shared."
)
GONE = "This answer is not there any more, so nothing was shared. Make a new link."

NOT_CONFIRMED: dict[type[Exception], tuple[int, str]] = {
    confirming.SomebodyElse: (409, SOMEBODY_ELSE),
    DoesNotOpen: (409, ""),
    LinkNotUsable: (410, GONE),
}


def two(request: Any) -> HttpResponse:
    """About the two: the partner, or the invitation, or whoever waits to be confirmed."""
    return _two(request, HostedForm())


def _two(request: Any, form: HostedForm, *, status: int = 200, note: str = "") -> HttpResponse:
    present: Present = request.person
    found = [] if present.partner else invitations(present)
    open_one = next((i for i in found if not i.used and i.expires_at > present.now), None)
    guest = next((i for i in found if i.reply and not i.confirmed), None)
    link = open_one and _link(request, open_one.code.text)
    context = {
        "partner": present.partner,
        "words": _compare(present),
        "invited": open_one,
        "link": link,
        "join": link and _address(request, reverse("join")),
        "picture": link and qr.svg(link),
        "guest": guest,
        "answering": next((i for i in found if i.used and not i.reply), None),
        "note": note,
        "changed": any(i.changed for i in found) or confirming.yes_was_changed(present),
        "joining": joining.joining(present),
        "form": form,
        "practice": next((p for p in registered() if p.invites_at), None),
    }
    return render(request, "couples/two.html", context, status=status)


def _link(request: HttpRequest, code: str) -> str:
    return _address(request, reverse("invitation", kwargs={"code": code}))


def _address(request: HttpRequest, path: str) -> str:
    # Somebody sitting at the server itself sees "localhost", where no phone can follow.
    if settings.ADDRESS and request.get_host().startswith(LOOPBACK):
        return settings.ADDRESS.rstrip("/") + path
    return request.build_absolute_uri(path)


def _compare(present: Present) -> list[str]:
    partner = present.partner
    if partner is None:
        return []
    return words_to_compare(present.vault.keyring.public_key, partner.keys[0])


@require_POST
def invite(request: Any) -> HttpResponseBase:
    """A plain link, with no question attached."""
    if not request.person.name:
        return redirect("take-words")
    with suppress(AlreadyTwo):  # an old page, sent again
        inviting.invite(request.person)
    return redirect("two")


@require_POST
def withdraw(request: Any, invitation: UUID) -> HttpResponseBase:
    inviting.withdraw(request.person, invitation)
    return redirect("two")


@require_POST
def confirm(request: Any, invitation: UUID) -> HttpResponseBase:
    """Yes, this is my partner."""
    form = HostedForm(request.POST)
    if not form.is_valid():
        return _two(request, form, status=422)
    try:
        moved = confirming.confirm(
            request.person,
            invitation,
            hosted_by=HostedBy(form.cleaned_data["hosted_by"]),
            seen=request.POST.get("seen", ""),
        )
    except confirming.DifferentAnswers:
        form.add_error("hosted_by", DIFFERENT)
        return _two(request, form, status=422)
    except tuple(NOT_CONFIRMED) as why:
        status, note = NOT_CONFIRMED[type(why)]
        return _two(request, form, status=status, note=note)
    except AlreadyTwo:  # a double click is not an error
        return redirect("two")
    return _after(request, moved, "together")


def _after(request: Any, moved: moving.Moved | None, why: str) -> HttpResponseBase:
    """Whoever moved signs in again and is told why; their session stayed behind."""
    if moved is None or moved.person != request.person.id:
        return redirect("two")
    response = redirect(f"{reverse('sign-in')}?{why}")
    sessions.take_away(response, request)
    return response


@require_POST
def refuse(request: Any, invitation: UUID) -> HttpResponseBase:
    confirming.refuse(request.person, invitation)
    return redirect("two")


@require_POST
def say_who_hosts(request: Any) -> HttpResponseBase:
    """The guest's side of the question who runs the server."""
    form = HostedForm(request.POST)
    if not form.is_valid():
        return _two(request, form, status=422)
    with suppress(LinkNotUsable):  # confirmed or refused meanwhile; the page says which
        joining.say_who_hosts(request.person, hosted_by=HostedBy(form.cleaned_data["hosted_by"]))
    return redirect("two")


@require_POST
def compared(request: Any) -> HttpResponseBase:
    """The six words were the same on both phones."""
    confirming.note_compared(request.person)
    return redirect("two")


def leave(request: Any) -> HttpResponseBase:
    """Leave at once, alone, with one's own words."""
    present: Present = request.person
    if present.partner is None:
        return redirect("two")
    form = SureForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "couples/leave.html", {"form": form}, status=status)
    moved = moving.leave(present)
    moving.forget_on_disk()
    return _after(request, moved, "left")


@require_POST
def ended(request: Any) -> HttpResponseBase:
    """The notice was read: this space is one's own now."""
    confirming.let_go(request.person)
    return redirect("home")


def delete_account(request: Any) -> HttpResponseBase:
    """Everything of this person, gone at once; the page says how many rows are left."""
    present: Present = request.person
    if present.provisional_until is not None:
        return _delete(request, DeleteForm())
    form = DeleteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _delete(request, form)
    try:
        accounts.prove(present, words=form.cleaned_data["words"])
    except ways.WordsDoNotOpen:
        form.add_error("words", "These are not your words. Nothing was deleted.")
        return _delete(request, form)
    except delay.TooSoon as soon:
        form.add_error("words", f"{soon.sentence} Nothing was deleted.")
        response = _delete(request, form, status=429)
        response["Retry-After"] = str(soon.seconds)
        return response
    joining.step_back(present)
    left = moving.delete_account(present)
    accounts.forget_name(present)
    moving.forget_on_disk()
    request.person = None
    response = render(request, "couples/deleted.html", {"left": left})
    sessions.take_away(response, request)
    return response


def _delete(request: HttpRequest, form: DeleteForm, *, status: int = 0) -> HttpResponse:
    status = status or (422 if form.errors else 200)
    return render(request, "couples/delete.html", {"form": form}, status=status)
