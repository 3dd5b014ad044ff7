"""Pages that belong to no practice: trouble, and the look of the app."""

import logging
import sys
import traceback

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from nearer.lib.access import anyone, nobody_known
from nearer.web import look as looks
from nearer.web.pages import html, render
from nearer.web.storage import storage_trouble
from nearer.web.typed import typed_texts

log = logging.getLogger("nearer.web")
A_YEAR = 365 * 24 * 60 * 60


def trouble(request: HttpRequest, status: int, *, wait: int = 0) -> HttpResponse:
    """One calm page for each kind of trouble: what happened, what is safe, what to do."""
    context = {"texts": typed_texts(request), "wait": wait, "status": status}
    response = render(request, f"{status}.html", context, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_much = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    return too_large(request) if too_much else trouble(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return trouble(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """For a form that is too large to be read; what it held cannot be shown again."""
    return trouble(request, 413)


def too_many(request: HttpRequest, *, wait: int) -> HttpResponse:
    """For a try that must wait; `wait` is in seconds."""
    return trouble(request, 429, wait=wait)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's last resort. Says where it broke, never what was being handled."""
    exc = sys.exc_info()[1]
    if (kept := storage_trouble(request, exc)) is not None:
        return kept
    log.error("failure: %s at %s", type(exc).__name__, _place(exc))
    try:
        return trouble(request, 500)
    except Exception:  # noqa: BLE001 - even the templates are broken; plain words still work
        log.error("failure: the page for failures failed too")  # noqa: TRY400 - no traceback
        words = "Something broke on this server. Nothing you saved is lost."
        return HttpResponse(words, status=500, content_type="text/plain")


def _place(exc: BaseException | None) -> str:
    frames = traceback.extract_tb(exc.__traceback__) if exc else []
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "an unknown place"


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The CSRF check refused a form: most often the page stood open over night."""
    del reason
    context = {"texts": typed_texts(request), "status": 403}
    return render(request, "form_expired.html", context, status=403)


@nobody_known
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows when the server cannot be reached."""
    del request
    response = HttpResponse(html("offline.html"))
    response["Cache-Control"] = "no-cache"
    return response


@anyone
@require_POST
def set_look(request: HttpRequest) -> HttpResponse:
    """Keep how the app looks on this device, then go back to where the form stood."""
    name = "plain" if request.POST.get("name") == "plain" else "named"
    chosen = looks.read(f"{request.POST.get('theme', '')}.{name}")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back, status=303)
    response.set_cookie(
        looks.COOKIE,
        chosen.cookie,
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
