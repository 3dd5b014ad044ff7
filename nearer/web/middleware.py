"""The headers of every response, and the three facts that every template may ask for."""

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from nearer.web.pages import wants_fragment
from nearer.web.storage import storage_trouble

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POWERS: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi",
    "payment", "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
HEADERS: Final = {
    "Content-Security-Policy": CSP,
    # Not no-referrer: browsers then send "Origin: null" with forms, and the CSRF check refuses it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
}
FEEDS: Final = "/calendar/"  # programs ask whether it changed, and so have to keep it
LOCKS_IN: Final = "Nearer-Locks-In"  # seconds; static/nearer/js/idle.js moves its warning by it
HSTS: Final = "max-age=31536000"
# The same for everybody and not private: these say themselves how long they may be kept.
PUBLIC: Final = frozenset(
    {"/help/", "/offline/", "/manifest.webmanifest", "/service-worker.js", "/favicon.ico"}
)
LOOPBACK: Final = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?")

Handler = Callable[[HttpRequest], HttpResponseBase]


def quiet_headers(get_response: Handler) -> Handler:
    """Outermost: sets `person`, `plain_network` and `htmx_fragment`; closes every door after."""
    constant = tuple(HEADERS.items())
    static = settings.STATIC_URL
    lan = settings.LAN
    behind_tls = settings.BEHIND_TLS

    def middleware(request: HttpRequest) -> HttpResponseBase:
        secure = request.is_secure()
        facts = request.__dict__
        facts["person"] = None  # until the accounts have looked who is here
        facts["htmx_fragment"] = wants_fragment(request)
        facts["plain_network"] = lan and not secure and not _is_loopback(request)
        response = get_response(request)
        headers = response.headers
        for name, value in constant:
            headers.setdefault(name, value)
        if request.path not in PUBLIC and not request.path.startswith((static, FEEDS)):
            headers["Cache-Control"] = "no-store"
        if facts["htmx_fragment"] and (person := facts["person"]) is not None:
            left = person.locks_at - person.now
            headers.setdefault(LOCKS_IN, str(int(left.total_seconds())))
        if behind_tls and secure:
            headers.setdefault("Strict-Transport-Security", HSTS)
        return response

    # A view's failure; one in another middleware reaches `views.server_error` instead.
    middleware.process_exception = storage_trouble  # type: ignore[attr-defined]
    return middleware


def _is_loopback(request: HttpRequest) -> bool:
    # Read without get_host(), which refuses unknown names: that is CommonMiddleware's to answer.
    return LOOPBACK.fullmatch(request.META.get("HTTP_HOST", "")) is not None
