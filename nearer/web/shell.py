"""What makes the app installable: a manifest, a service worker, an icon. The same for everybody."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from nearer.lib.access import nobody_known
from nearer.web.look import Look
from nearer.web.pages import html

STATIC = Path(__file__).parent / "static"
HTMX = "django_htmx/htmx-2.min.js"


def _manifest(look: Look) -> dict[str, Any]:
    name = "notes" if look.plain else "nearer"
    return {
        "name": look.app_name,
        "short_name": look.app_name,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f0ea",
        "theme_color": "#f7f0ea",
        "icons": [
            _icon(f"{name}.svg", "any", "any"),
            _icon(f"{name}-192.png", "192x192", "any"),
            _icon(f"{name}-512.png", "512x512", "any"),
            _icon(f"{name}-maskable-512.png", "512x512", "maskable"),
        ],
    }


def _icon(file: str, sizes: str, purpose: str) -> dict[str, str]:
    kind = "image/svg+xml" if file.endswith(".svg") else "image/png"
    return {
        "src": static(f"nearer/icons/{file}"),
        "sizes": sizes,
        "type": kind,
        "purpose": purpose,
    }


@nobody_known
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The app's name and icons; `?plain` gives the neutral ones."""
    body = json.dumps(_manifest(Look(plain="plain" in request.GET)))
    response = HttpResponse(body, content_type="application/manifest+json")
    response["Cache-Control"] = "no-cache"
    return response


@nobody_known
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Asked for by browsers that look at no link: the neutral one gives nothing away."""
    del request
    response = HttpResponseRedirect(static("nearer/icons/notes-192.png"))
    response["Cache-Control"] = "public, max-age=86400"
    return response


def shell_files() -> list[str]:
    """Every static file a page needs to look like itself without the server."""
    ours = sorted(
        path.relative_to(STATIC).as_posix()
        for path in STATIC.rglob("*")
        if path.suffix in {".css", ".js"} or path.name in {"nearer.svg", "notes.svg"}
    )
    return [static(name) for name in (*ours, HTMX)]


@cache
def _worker() -> str:
    files = shell_files()
    page = html("offline.html")
    mark = hashlib.sha256("\n".join([*files, page]).encode()).hexdigest()[:12]
    return html(
        "service-worker.js",
        {"files": json.dumps(files), "version": mark, "static": settings.STATIC_URL},
    )


@nobody_known
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Must lie at the root, because a worker only sees what lies below its own address."""
    del request
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
