"""Before every view: who is here, and may they see this? The default is no."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from nearer.accounts import sessions
from nearer.accounts.late import keep_late
from nearer.accounts.present import Present
from nearer.accounts.sessions import Locked
from nearer.lib.access import Access, access_of
from nearer.sealing.boxes import DoesNotOpen
from nearer.sealing.passphrase import TooBusy
from nearer.web.pages import render
from nearer.web.views import trouble

LEFT_OUT = {"csrfmiddlewaretoken", "words", "now", "made", "own", "pin", "code"}
"""Never kept when a form comes after the lock: tokens and secrets."""


class Unlocking:
    """Sets `request.person` (a `Present` or None) and `request.locked` (a `Locked` or None)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.person = None  # type: ignore[attr-defined]
        request.locked = None  # type: ignore[attr-defined]
        response = self.get_response(request)
        self._reduce(request, response)
        return response

    def _reduce(self, request: Any, response: HttpResponseBase) -> None:
        """After the lock the cookie must open nothing even with a copy of the old row."""
        locked: Locked | None = request.locked
        if locked is None or sessions.cookie_name(request) in response.cookies:
            return
        if (left := locked.ticket.after_the_lock) != locked.ticket:
            sessions.hand_out(response, request, left)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """What was changed outside opens nothing, and the page says so instead of failing."""
        if isinstance(fault, TooBusy):
            return trouble(request, 503, wait=5)
        if isinstance(fault, DoesNotOpen):
            return render(request, "accounts/changed.html", status=409)
        return None

    def process_view(
        self,
        request: Any,
        view: Callable[..., Any],
        _args: tuple[Any, ...],
        _kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        access = access_of(view)
        if access is Access.NOBODY:
            return None
        # A page that asks again by itself must not keep the lock open.
        here = sessions.resume(request, touch="X-Nearer-Poll" not in request.headers)
        if isinstance(here, Present):
            request.person = here
            return _kept_to(request, here.only_for)
        if isinstance(here, Locked):
            request.locked = here
        if access is Access.ANYONE:
            return None
        if request.locked is not None:
            return _to_the_lock(request, request.locked)
        return _go(request, reverse("home"))


def _kept_to(request: HttpRequest, path: str) -> HttpResponseBase | None:
    """While the phone is being passed, this session shows that round and nothing else."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    if not ours or request.path.startswith((path, "/lock/", "/exit/")):
        return None
    return _go(request, path)


def _to_the_lock(request: HttpRequest, locked: Locked) -> HttpResponseBase:
    if request.method == "POST":
        fields = {k: v for k, v in request.POST.items() if k not in LEFT_OUT and isinstance(v, str)}
        page = fields.get("path", "")  # only a form with a page of its own can be filled in again
        kept = bool(page) and keep_late(locked, path=page, fields=fields)
        return _go(request, f"{reverse('unlock')}?{'kept' if kept else 'lost'}=1")
    return _go(request, f"{reverse('unlock')}?next={quote(request.path)}")


def _go(request: HttpRequest, where: str) -> HttpResponseBase:
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": where})
    return HttpResponseRedirect(where)
