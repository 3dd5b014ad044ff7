"""Turn a template into a response. The shortest way there is, because every page takes it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines

if TYPE_CHECKING:
    from django.template.backends.jinja2 import Jinja2


LOOPBACK = ("localhost", "127.", "[::1]")


def address_of(request: HttpRequest, path: str) -> str:
    """A path of this site as others can follow it."""
    # Somebody sitting at the server itself sees "localhost", where no phone can follow.
    if settings.ADDRESS and request.get_host().startswith(LOOPBACK):
        return str(settings.ADDRESS).rstrip("/") + path
    return request.build_absolute_uri(path)


def html(template: str, context: Mapping[str, Any] | None = None) -> str:
    """A template as text. `request` is None for it unless the context says otherwise."""
    environment = cast("Jinja2", engines["jinja2"]).env
    return environment.get_template(template).render({"request": None, **(context or {})})


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """A page or a fragment; the template may ask for `request`."""
    return HttpResponse(html(template, {**(context or {}), "request": request}), status=status)


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page. A boosted link still wants the whole page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and "HX-Boosted" not in headers
        and "HX-History-Restore-Request" not in headers
    )
