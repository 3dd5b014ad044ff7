"""My calendar at its secret address, and dates as files."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nearer.journal.actions import NoPartnerYet
from nearer.practices.quality_time.actions import feed as actions
from nearer.practices.quality_time.forms.feed import TitleForm
from nearer.practices.quality_time.selectors import feed as selectors
from nearer.web.pages import address_of, render


@require_safe
def feed(request: Any) -> HttpResponse:
    """Where it is, how to subscribe, and what stands in it."""
    return _page(request)


@require_POST
def begin(request: Any) -> HttpResponseBase:
    """An address, or another one."""
    try:
        actions.begin(request.person)
    except NoPartnerYet:
        return redirect("two")
    return redirect("quality_time:feed")


@require_POST
def end(request: Any) -> HttpResponseBase:
    """No address any more."""
    actions.end(request.person)
    return redirect("quality_time:feed")


@require_POST
def title(request: Any) -> HttpResponseBase:
    """What all our dates are called in both calendars."""
    form = TitleForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.name_dates(request.person, form.cleaned_data["text"])
    except NoPartnerYet:
        return redirect("two")
    return redirect("quality_time:feed")


@require_safe
def download(request: Any) -> HttpResponse:
    """Everything agreed, as a file."""
    present = request.person
    return _file(selectors.calendar_in(present, selectors.everything(present)))


@require_safe
def download_one(request: Any, thread: UUID) -> HttpResponse:
    """One agreed date, as a file."""
    body = selectors.calendar_of_one(request.person, thread)
    if body is None:
        raise Http404
    return _file(body)


def _file(body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _page(request: Any, form: TitleForm | None = None, *, status: int = 200) -> HttpResponse:
    page = selectors.feed_page(request.person)
    address = ""
    if page.token:
        address = address_of(request, reverse("subscription", kwargs={"token": page.token}))
    context = {
        "page": page,
        "address": address,
        "form": form or TitleForm(initial={"text": page.title}),
    }
    return render(request, "quality_time/feed.html", context, status=status)
