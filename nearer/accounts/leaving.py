"""Exit: one plain link that ends the session and goes somewhere ordinary."""

import logging
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_GET

from nearer.accounts.sessions import end_quietly
from nearer.lib.access import nobody_known
from nearer.web.look import COOKIE as LOOK

log = logging.getLogger("nearer.accounts")
PREFIXES: Final = ("nearer", "__Host-")


@nobody_known
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and take our cookies away, by a link, so that it works without script.

    The look stays: it says nothing about anybody, and without it the next visit would show
    the app's name to whoever asked for a neutral one.

    No Clear-Site-Data. "cookies" would sign a person out of every program on the same domain,
    "cache" searches the browser's whole cache while the page may still be in sight, and
    "storage" would silently end their notices. There is nothing for it to clear: private pages
    are `no-store`, nothing of a person is ever in browser storage, and taking the session
    cookie away keeps the page out of the back-forward cache.
    """
    try:
        end_quietly(request)
    except DatabaseError as exc:  # a full disk must not keep anybody here; the cookie still goes
        log.error("exit: %s", type(exc).__name__)  # noqa: TRY400 - a traceback may quote a row
    response = HttpResponseRedirect(settings.EXIT_URL, status=303)
    for name in request.COOKIES:
        if _is_ours(name):
            response.delete_cookie(name, samesite="Lax")
    return response


def _is_ours(name: str) -> bool:
    # On localhost other programs' cookies arrive too; those are not ours to take.
    return name != LOOK and (name == settings.CSRF_COOKIE_NAME or name.startswith(PREFIXES))
