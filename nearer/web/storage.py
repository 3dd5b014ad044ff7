"""When the database cannot write: the disk is full, or somebody holds it too long."""

import errno
import logging
from typing import Final

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse

from nearer.web.pages import render
from nearer.web.typed import typed_texts

log = logging.getLogger("nearer.web")

SIGNS: Final = (
    "database is locked",
    "database table is locked",
    "disk is full",
    "disk i/o error",
    "readonly database",
    "unable to open database",
    "no space left",
)
# PostgreSQL's classes: no connection, no resources (the disk among them), asked to stop.
STATES: Final = ("08", "53", "57")
LOCKED_STATES: Final = ("55P03", "40001", "40P01")


def is_storage_trouble(exc: BaseException | None) -> bool:
    """Whether trying again later may help, and the program itself is not at fault."""
    if isinstance(exc, OSError):
        return exc.errno in {errno.ENOSPC, errno.EDQUOT}
    if not isinstance(exc, DatabaseError):
        return False
    state = getattr(exc.__cause__, "sqlstate", None)
    if state:
        return state.startswith(STATES) or state in LOCKED_STATES
    words = str(exc).lower()
    if any(sign in words for sign in SIGNS):
        return True
    # psycopg without a state: the connection never came about or was lost.
    return isinstance(exc, OperationalError) and "connection" in words


def storage_trouble(request: HttpRequest, exc: BaseException | None) -> HttpResponse | None:
    """The page that keeps the typed text, or None when this is another kind of failure."""
    if not is_storage_trouble(exc):
        return None
    log.error("storage trouble: %s", type(exc).__name__)  # its message may quote a row
    context = {"texts": typed_texts(request), "status": 503}
    response = render(request, "storage_trouble.html", context, status=503)
    response["Retry-After"] = "10"
    return response
