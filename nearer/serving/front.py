"""Puts the layers together: body first, then static files, then Django in a few threads.

What stands beside it, such as streams that last, is not held up by any of these.
"""

import mimetypes
from collections.abc import Mapping
from typing import Any
from wsgiref.headers import Headers

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from whitenoise import WhiteNoise

from nearer.lib.asgi import App, Receive, Scope, Send
from nearer.serving.body import BodyFirst, Larger
from nearer.serving.refusals import page_of, pages
from nearer.web.bodies import rooms

# Pages take milliseconds, and SQLite has one writer: more threads only wait for each other.
THREADS = 4
# As many pieces of an answer as there are may wait for the phone, so the thread never does.
UNBOUNDED = 0
NAMED_BY_CONTENT = r"\.[0-9a-f]{12}\."


def application(django: WSGIHandler) -> App:
    """The whole of Nearer as one ASGI application."""
    threads: Any = WSGIMiddleware(_with_static_files(django), THREADS, UNBOUNDED)
    return BodyFirst(
        threads,
        limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        pages=pages(),
        larger={
            path: Larger(room.limit, too_long=page_of(room.refusal))
            for path, room in rooms().items()
        },
    )


def beside(pages: App, others: Mapping[str, App]) -> App:
    """`pages`, with other applications below some addresses. Those get requests as they come."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        app = next((other for below, other in others.items() if path.startswith(below)), pages)
        await app(scope, receive, send)

    return application


def _with_static_files(django: WSGIHandler) -> Any:
    if settings.DEBUG:  # straight from the sources, so that a reload shows a change
        return StaticFilesHandler(django)
    mimetypes.add_type("application/manifest+json", ".webmanifest")
    return WhiteNoise(
        django,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        allow_all_origins=False,
        immutable_file_test=NAMED_BY_CONTENT,
        add_headers_function=_quiet,
    )


def _quiet(headers: Headers, _path: str, _url: str) -> None:
    headers["Content-Security-Policy"] = "default-src 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Referrer-Policy"] = "no-referrer"
    headers["X-Content-Type-Options"] = "nosniff"
