"""My calendars: the list, and one of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.journal.models import Entry
from nearer.lib.clock import zone_or_utc
from nearer.practices.quality_time import asking, refreshing
from nearer.practices.quality_time.actions import calendars as actions
from nearer.practices.quality_time.forms.calendars import AllDayForm, NameForm, WayInForm
from nearer.practices.quality_time.selectors import calendars as selectors
from nearer.practices.quality_time.selectors.calendars import AllDay, CalendarPage
from nearer.web.pages import render

BUSY = "Other calendars are being asked right now. Try again in a moment; nothing is lost."


def calendars(request: Any) -> HttpResponse:
    """All my calendars."""
    refreshing.visited(request.person)
    page = selectors.calendars_page(request.person)
    return render(request, "quality_time/calendars.html", {"page": page})


def calendar(request: Any, calendar: UUID) -> HttpResponseBase:
    """One of them, and its name."""
    page = _known(request, calendar)
    if request.method != "POST":
        return _page(request, page)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, page, name=form, status=422)
    actions.rename(request.person, calendar, form.cleaned_data["name"])
    return redirect("quality_time:calendars")


@require_POST
def days(request: Any, calendar: UUID) -> HttpResponseBase:
    """On which all-day dates I am free anyway."""
    page = _known(request, calendar)
    form = _days_form(page, request.POST)
    if not form.is_valid():
        return _page(request, page, days=form, status=422)
    actions.put_aside(request.person, calendar, form.days)
    return redirect("quality_time:calendar", calendar=calendar)


@require_POST
def accept(request: Any, calendar: UUID) -> HttpResponseBase:
    """Use it although something could not be read, or stop doing so."""
    try:
        actions.accept(request.person, calendar, use=request.POST.get("use") == "yes")
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("quality_time:calendar", calendar=calendar)


@require_POST
def again(request: Any, calendar: UUID) -> HttpResponseBase:
    """Ask it now, because its owner wants to know now."""
    entry = selectors.one(request.person, calendar)
    if entry is None or entry.payload.way == "file":
        raise Http404
    try:
        with asking.a_place(request.person.id):
            refreshing.again(request.person, entry)
    except asking.TooBusy:
        return _page(request, _known(request, calendar), note=BUSY, status=503)
    return redirect("quality_time:calendar", calendar=calendar)


@require_POST
def way_in(request: Any, calendar: UUID) -> HttpResponseBase:
    """Another address, name or password, tried before the old one is let go."""
    present, entry = request.person, selectors.one(request.person, calendar)
    if entry is None or entry.payload.way == "file":
        raise Http404
    form = WayInForm(request.POST)
    if not form.is_valid():
        return _page(request, _known(request, calendar), way_in=form, status=422)
    new = {name: said for name, said in form.cleaned_data.items() if said}
    where = asking.another_way(entry.payload, new)
    try:
        with asking.a_place(request.person.id):
            answer = asking.ask(where, zone=zone_or_utc(present.zone).key, now=present.now)
        actions.take_way_in(present, calendar, where, answer)
    except asking.TooBusy:
        return _page(request, _known(request, calendar), way_in=form, note=BUSY, status=503)
    except actions.NotUnderstood as fault:
        form.add_error(next(iter(new)), selectors.said_at_first(fault.state))
        return _page(request, _known(request, calendar), way_in=form, status=422)
    return redirect("quality_time:calendar", calendar=calendar)


@require_POST
def remove(request: Any, calendar: UUID) -> HttpResponseBase:
    """Remove it, with all it said."""
    try:
        actions.remove(request.person, calendar)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("quality_time:calendars")


def _known(request: Any, calendar: UUID) -> CalendarPage:
    page = selectors.calendar_page(request.person, calendar)
    if page is None:
        raise Http404
    return page


def _days_form(page: CalendarPage, data: Any = None) -> AllDayForm:
    free = [day.name for day in page.all_day if day.free]
    return AllDayForm(data, days=[(it.name, in_words(it)) for it in page.all_day], free=free)


def in_words(days: AllDay) -> str:
    """`Saturday, 12 June`, or `12 to 26 June`."""
    first, last = days.first, days.last
    if first == last:
        return f"{first:%A}, {first.day} {first:%B}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B}"
    return f"{first.day} {first:%B} to {last.day} {last:%B}"


def _page(
    request: Any,
    page: CalendarPage,
    *,
    name: NameForm | None = None,
    days: AllDayForm | None = None,
    way_in: WayInForm | None = None,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": page,
        "new": "new" in request.GET,
        "name": name or NameForm(initial={"name": page.line.name}),
        "days": days or _days_form(page),
        "way_in": way_in or WayInForm(),
        "note": note,
    }
    return render(request, "quality_time/calendar.html", context, status=status)
