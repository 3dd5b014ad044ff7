"""A guest who waits to be confirmed sees it in their next request, whatever page that is."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from nearer.accounts import sessions
from nearer.accounts.present import Present
from nearer.couples.confirming import finish
from nearer.couples.joining import joining


def confirming(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: Any, *_rest: Any) -> None:
        present: Present | None = getattr(request, "person", None)
        link = joining(present) if present else None
        if present and link and finish(present, link):
            again = sessions.resume(request)
            if isinstance(again, Present):
                request.person = again

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
