"""The one address that calendar programs ask."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.views.decorators.http import require_safe

from nearer.feeds.boxes import Calendar
from nearer.feeds.keys import NoToken, key_of
from nearer.feeds.selectors import calendar_of
from nearer.lib.access import nobody_known

GONE = "There is no calendar at this address. It may have been ended by its owner.\n"


@nobody_known
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, or that it has not changed. What is not there looks like what never was."""
    try:
        key = key_of(token)
    except NoToken:
        return _gone()
    found = calendar_of(key)
    if found is None:
        return _gone()
    etag = found.etag(key)
    same = _is_the_same(request, etag, found)
    response = HttpResponseNotModified() if same else HttpResponse(found.body)
    if not same:
        response["Content-Type"] = "text/calendar; charset=utf-8"
        response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["ETag"] = etag
    response["Last-Modified"] = http_date(found.changed.timestamp())
    response["Cache-Control"] = "private, no-cache"
    return response


def _gone() -> HttpResponse:
    response = HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _is_the_same(request: HttpRequest, etag: str, found: Calendar) -> bool:
    """RFC 9110 §13.2.2: a date only counts where no tag is named. Apple names only dates.

    And only the very date that we said: after a backup was put back, a later one is known to
    whoever asked before, and it is of a calendar that there is no more.
    """
    if named := request.headers.get("If-None-Match"):
        known = {tag.removeprefix("W/") for tag in parse_etags(named)}
        return "*" in known or etag in known
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since == int(found.changed.timestamp())
