"""Plans of the two: the list, one of them, and each step towards one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nearer.calendars import spans
from nearer.journal.actions import NoPartnerYet
from nearer.lib.clock import zone_or_utc
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.actions import plans as actions
from nearer.practices.quality_time.forms.plans import ProposeForm, RitualForm, WhenForm
from nearer.practices.quality_time.rules.plans import Word
from nearer.practices.quality_time.rules.tags import Idea
from nearer.practices.quality_time.rules.words import city, day_in_words
from nearer.practices.quality_time.selectors import plan_pages as selectors
from nearer.practices.quality_time.selectors.afterwards import occurrence_on
from nearer.practices.quality_time.selectors.conflicts import conflict_of
from nearer.practices.quality_time.selectors.plan_pages import PlanPage
from nearer.practices.quality_time.selectors.plans import Known, one_plan
from nearer.web.pages import render

CHANGED: Final = "That was changed a moment ago. This is how it stands now; nothing was done."
OVER: Final = "This time has begun already, so it was not agreed. Propose another one."
LONGEST_MARK: Final = 64
LATEST: Final = 9_999_999_999
"""A minute that is longer than this is none."""

Act = Callable[..., None]
ACTS: Final[dict[str, Act]] = {
    "accept": actions.accept,
    "not-now": actions.not_now,
    "call-off": actions.call_off,
}


@require_safe
def plans(request: Any) -> HttpResponse:
    """What the two have planned."""
    page = selectors.plans_page(request.person)
    return render(request, "quality_time/plans.html", {"page": page, "find": find()})


def find() -> str:
    """Where one looks for a time: among those that are free for both."""
    return reverse("quality_time:windows")


@require_safe
def plan(request: Any, thread: UUID) -> HttpResponse:
    """One plan."""
    return _page(request, _page_or_404(request, thread))


def propose(request: Any) -> HttpResponseBase:
    """Propose a time for something new: by hand, or one that was found."""
    if request.person.partner is None:
        return render(request, "quality_time/propose.html", {"form": None, "find": find()})
    if request.method != "POST":
        return _proposing(request, ProposeForm(initial=_begin(request), **_where(request)))
    form = ProposeForm(request.POST, **_where(request))
    if not form.is_valid() or form.when is None:
        return _proposing(request, form, status=422)
    said = form.cleaned_data
    try:
        thread = actions.propose(request.person, form.when, idea=said["idea"], line=said["line"])
    except NoPartnerYet:
        return redirect("two")
    return redirect("quality_time:plan", thread=thread)


@require_POST
def suggest(request: Any, thread: UUID) -> HttpResponseBase:
    """Another time for a plan."""
    page = _page_or_404(request, thread)
    form = _another(request, page, request.POST)
    if not form.is_valid() or form.when is None:
        return _page(request, page, form=form, status=422)
    try:
        actions.suggest(request.person, thread, form.when, seen=_seen(request))
    except actions.ChangedMeanwhile:
        return _page(request, _page_or_404(request, thread), status=409, note=CHANGED)
    return redirect("quality_time:plan", thread=thread)


@require_POST
def answer(request: Any, thread: UUID) -> HttpResponseBase:
    """Yes, not now, or call it off."""
    page = _page_or_404(request, thread)
    act = ACTS.get(request.POST.get("say", ""))
    if act is None:
        return _page(request, page, status=422, note=CHANGED)
    return _acts(request, thread, act, _about(request))


@require_POST
def leave_out(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """One day of a ritual does not take place."""
    known, chosen = _day_of_ritual(request, thread, day)
    done = (Word.SKIP, _about(request), day) in known.own
    if not done and not _is_ahead(request, known, chosen):
        return _page(request, _page_or_404(request, thread), status=409, note=CHANGED)
    return _acts(request, thread, actions.leave_out, _about(request), chosen)


def move(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """Another time for one day of a ritual."""
    known, chosen = _day_of_ritual(request, thread, day)
    agreed = known.plan.agreed
    if agreed is None or not _is_ahead(request, known, chosen):
        return redirect("quality_time:plan", thread=thread)
    if request.method != "POST":
        initial = {"date": chosen, "time": f"{agreed.start:%H:%M}", "minutes": agreed.minutes}
        return _moving(request, known, chosen, WhenForm(initial=initial, **_where(request)))
    form = WhenForm(request.POST, **_where(request))
    if not form.is_valid() or form.when is None:
        return _moving(request, known, chosen, form, status=422)
    try:
        new = actions.propose_instead(request.person, thread, _about(request), chosen, form.when)
    except actions.ChangedMeanwhile:
        return _page(request, _page_or_404(request, thread), status=409, note=CHANGED)
    return redirect("quality_time:plan", thread=new)


def _acts(request: Any, thread: UUID, act: Act, *about: Any) -> HttpResponseBase:
    try:
        act(request.person, thread, *about, seen=_seen(request))
    except (actions.ChangedMeanwhile, actions.TimeIsOver) as fault:
        note = OVER if isinstance(fault, actions.TimeIsOver) else CHANGED
        return _page(request, _page_or_404(request, thread), status=409, note=note)
    return redirect("quality_time:plan", thread=thread)


def _day_of_ritual(request: Any, thread: UUID, text: str) -> tuple[Known, date]:
    """The ritual of this name, and the day. 404 for what is none."""
    _page_or_404(request, thread)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    known = one_plan(request.person, thread)
    if known is None or not known.comes_back or day.isoformat() != text:
        raise Http404
    return known, day


def _is_ahead(request: Any, known: Known, day: date) -> bool:
    """Whether the ritual takes place on this day, and is not over then."""
    meeting = occurrence_on(known, day)
    return meeting is not None and meeting.end > request.person.now


def _page_or_404(request: Any, thread: UUID) -> PlanPage:
    page = selectors.plan_page(request.person, thread)
    if page is None:
        raise Http404
    return page


def _seen(request: Any) -> list[str]:
    return [mark[:LONGEST_MARK] for mark in request.POST.getlist("seen")]


def _about(request: Any) -> str:
    return str(request.POST.get("about", ""))[:LONGEST_MARK]


def _where(request: Any) -> dict[str, Any]:
    """By whose clock a form is filled in, and when."""
    return {"zone": zone_or_utc(request.person.zone).key, "now": request.person.now}


def _begin(request: Any) -> dict[str, Any]:
    """What a form to propose begins with: a time that was found, and an idea, by their numbers."""
    said, initial = request.GET, {"idea": request.GET.get("idea", "")[:60]}
    for name in ("minutes", "repeat"):
        if name in said:
            initial[name] = said[name][:12]
    at = said.get("at", "")
    if at.isascii() and at.isdecimal() and int(at[:11]) <= LATEST:
        wall = _wall(int(at[:11]), zone_or_utc(request.person.zone))
        if wall is not None:
            initial |= {"date": wall.date(), "time": f"{wall:%H:%M}"}
    return initial


def _wall(minute: int, zone: ZoneInfo) -> datetime | None:
    try:
        return spans.moment(minute).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def idea_of(form: ProposeForm) -> Idea | None:
    """The idea that a time is looked for, where the bank knows it."""
    return ideas_bank.ideas().get(str(form["idea"].value() or ""))


def _proposing(request: Any, form: ProposeForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "place": city(form.zone), "find": find(), "idea": idea_of(form)}
    return render(request, "quality_time/propose.html", context, status=status)


def _moving(
    request: Any, known: Known, day: date, form: WhenForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "thread": known.thread,
        "title": selectors.title_of(known),
        "day": day,
        "said": day_in_words(day, today=request.person.day),
        "about": known.plan.by,
        "form": form,
        "place": city(form.zone),
    }
    return render(request, "quality_time/move.html", context, status=status)


def _another(request: Any, page: PlanPage, data: Any = None) -> WhenForm:
    kind = RitualForm if page.comes_back else WhenForm
    return kind(data, initial=page.begin, **_where(request))


def _page(
    request: Any,
    page: PlanPage,
    *,
    form: WhenForm | None = None,
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    context = {
        "page": page,
        "form": form or _another(request, page),
        "place": city(zone_or_utc(request.person.zone).key),
        "note": note,
        "find": find(),
        "idea": ideas_bank.ideas().get(page.idea),
        "conflict": conflict_of(request.person, page.thread) if page.agreed else None,
    }
    return render(request, "quality_time/plan.html", context, status=status)
