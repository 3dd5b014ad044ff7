"""What somebody sees who opens a link or types a code. A GET uses nothing up."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from nearer.accounts import devices, sessions
from nearer.accounts.actions import Newcomer
from nearer.couples import joining
from nearer.couples.forms import CodeForm, ComeForm, HostedForm
from nearer.couples.inviting import AlreadyTwo
from nearer.couples.rules import HostedBy
from nearer.couples.selectors import Asked, LinkNotUsable, behind
from nearer.lib import clock
from nearer.lib.access import anyone
from nearer.web.pages import render


@anyone
def invitation(request: Any, code: str) -> HttpResponseBase:
    """Behind the link: a question first where one is attached, else a name and that's it."""
    try:
        asked = behind(code, now=clock.now())
    except LinkNotUsable:
        return own_way(request, code) or not_usable(request)
    if request.person is not None and request.person.provisional_until is None:
        return _with_account(request, asked)
    if (where := _attached_page(asked)) is not None:
        return redirect(where)
    return _with_name(request, asked)


def _attached_page(asked: Asked) -> str | None:
    """Where the attached question is answered. Only on this site: the inviter wrote it."""
    where = asked.attached.get("path", "").replace("CODE", asked.code.text)
    here = where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if here else None


def own_way(request: Any, code: str) -> HttpResponseBase | None:
    """Where somebody goes on who used this very link a moment ago: a double click is no error."""
    link = request.person and joining.joining(request.person)
    if not link or not link.code.is_written(code):
        return None
    return redirect("two" if request.person.provisional_until is None else "take-words")


def not_usable(request: Any) -> HttpResponse:
    """Used, withdrawn, run out or mistyped: the same page, since nobody should learn which."""
    return render(request, "couples/not_usable.html", status=410)


def _with_name(request: Any, asked: Asked) -> HttpResponseBase:
    form = ComeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _guest(request, asked, form)
    try:
        newcomer = comes_as_guest(request, asked, form)
    except LinkNotUsable:
        return not_usable(request)
    response = redirect("take-words")
    sessions.hand_out(response, request, newcomer.ticket)
    return response


def comes_as_guest(request: Any, asked: Asked, form: Any) -> Newcomer:
    """Whoever filled in a form with a name comes through the link. Raises `LinkNotUsable`."""
    return joining.come_as_guest(
        asked,
        name=form.cleaned_data["name"],
        zone=form.cleaned_data["zone"],
        label=devices.label(request),
        now=clock.now(),
    )


def _with_account(request: Any, asked: Asked) -> HttpResponseBase:
    """Somebody who has an account joins with it."""
    if asked.inviter == request.person.id:
        return render(request, "couples/own_link.html")
    form = HostedForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _guest(request, asked, form)
    try:
        joining.come_with_account(
            request.person, asked, hosted_by=HostedBy(form.cleaned_data["hosted_by"])
        )
    except (LinkNotUsable, AlreadyTwo):
        return not_usable(request)
    return redirect("two")


def _guest(request: Any, asked: Asked, form: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "couples/guest.html", {"asked": asked, "form": form}, status=status)


@anyone
def code(request: Any) -> HttpResponseBase:
    """For whoever was told the code instead of the link."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "couples/code.html", {"form": form}, status=status)
    try:
        asked = behind(form.cleaned_data["code"], now=clock.now())
    except LinkNotUsable:
        form.add_error(
            "code",
            "This code opens nothing. It may be used, or too old, or a letter may be off. "
            "Ask for a new one.",
        )
        return render(request, "couples/code.html", {"form": form}, status=422)
    return redirect("invitation", code=asked.code.text)
