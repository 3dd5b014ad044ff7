"""The weekly check-in: written each for oneself and sealed, or talked through on one phone."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal.actions import AlreadyGiven
from nearer.journal.drafts import Draft, drafts
from nearer.practices.conversation import content
from nearer.practices.conversation.actions import checkin as actions
from nearer.practices.conversation.actions.questions import sent
from nearer.practices.conversation.forms.checkin import CheckinForm, SmallForm, TalkForm
from nearer.practices.conversation.rules import checkin as rules
from nearer.practices.conversation.selectors import checkin as selectors
from nearer.practices.conversation.selectors.checkin import CheckinPage
from nearer.practices.conversation.selectors.checkins import checkins
from nearer.practices.conversation.views.questions import small_number
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

GIVEN = "The first of the two is on its way, so this one stays as it was sealed."
CLOSED = (
    "You took yours back when the other one was on its way, so this week stays closed for the two. "
    "Your words are still here: you can keep them for yourself."
)
CHANGED = (
    "What was written there was changed outside Nearer, so it does not open. Yours stays shut."
)
CLOSED = "This week has closed meanwhile, so nothing was sealed."


def monday_or_404(week: str) -> date:
    monday = rules.week_called(week)
    if monday is None:
        raise Http404
    return monday


def checkin(request: Any) -> HttpResponseBase:
    """The check-in that comes first today."""
    week = rules.week_name(selectors.which_week(request.person))
    return redirect("conversation:checkin-week", week=week)


def earlier(request: Any) -> HttpResponse:
    """Check-ins of other weeks, to look back at."""
    year, start = (small_number(request.GET.get(name)) for name in ("year", "start"))
    page = checkins(request.person, year=year, start=start)
    return render(request, "conversation/checkins.html", {"page": page})


def week(request: Any, week: str) -> HttpResponse:
    """One week's check-in. While it waits, an open page asks again by itself."""
    page = _page_or_404(request, week)
    return _page(request, page, _form(request, page))


def _page_or_404(request: Any, week: str) -> CheckinPage:
    page = selectors.checkin_page(request.person, monday_or_404(week))
    if page is None:
        raise Http404
    return page


def _here(week: str) -> str:
    return reverse("conversation:checkin-week", kwargs={"week": week})


def _drafts(request: Any, week: str) -> list[Draft]:
    return drafts(request.person.vault, request.person.couple, path=_here(week))


def _form(request: Any, page: CheckinPage) -> CheckinForm:
    """Begin with what was being typed, else with what may still be changed."""
    found = _drafts(request, page.week) if page.writable else []
    if found:
        return CheckinForm(initial=found[0].fields)
    return CheckinForm(initial={f"text_{part.name}": part.mine for part in page.parts})


def _page(
    request: Any,
    page: CheckinPage,
    form: CheckinForm,
    *,
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    found = _drafts(request, page.week) if page.writable else []
    started = page.state is Round.YOUR_TURN and not page.kept
    editing = page.writable and ("edit" in request.GET or form.is_bound or started or bool(found))
    shown = editing and page.state not in {Round.READY, Round.OPEN, Round.TAKEN_BACK}
    context = {
        "page": page,
        "form": form,
        "labels": content.PARTS,
        "how": content.HOW,
        "editing": shown,
        "note": note,
        "beside": _typed(found[1].fields) if len(found) > 1 else [],
        "texts": [] if shown or not form.is_bound else _typed(form.data),
    }
    template = "_checkin.html" if request.htmx_fragment else "checkin.html"
    return render(request, f"conversation/{template}", context, status=status)


def _typed(fields: Any) -> list[str]:
    """What was typed in the four fields, as it came."""
    return [text for part in rules.PARTS if (text := fields.get(f"text_{part}", "").strip())]


@require_POST
def seal(request: Any, week: str) -> HttpResponseBase:
    """Seal a check-in, or keep it for oneself."""
    page, form = _page_or_404(request, week), CheckinForm(request.POST)
    if not form.is_valid():
        return _page(request, page, form, status=422)
    if not page.writable:
        return _page(request, page, form, status=409, note=CLOSED)
    if "for_me" in request.POST or request.person.partner is None:
        actions.keep(request.person, page.monday, form.parts)
    else:
        try:
            actions.seal(request.person, page.monday, form.parts)
        except AlreadyGiven:
            page = _page_or_404(request, week)
            return _page(request, page, form, status=409, note=GIVEN if page.mine else CLOSED)
    sent(request.person, _here(week))
    return redirect("conversation:checkin-week", week=week)


@require_POST
def open_(request: Any, week: str) -> HttpResponseBase:
    """Open both."""
    page = _page_or_404(request, week)
    if page.state is Round.READY:
        try:
            actions.open_both(request.person, page.monday)
        except NotOpenYet:  # taken back a moment ago
            pass
        except DoesNotOpen:
            return _page(request, page, _form(request, page), status=409, note=CHANGED)
    if request.htmx_fragment:
        page = _page_or_404(request, week)
        return _page(request, page, _form(request, page))
    return redirect("conversation:checkin-week", week=week)


@require_POST
def take_back(request: Any, week: str) -> HttpResponseBase:
    """Make one's check-in one's own again."""
    page = _page_or_404(request, week)
    if page.mine is not None:
        actions.take_back(request.person, page.monday, page.mine)
    return redirect("conversation:checkin-week", week=week)


@require_POST
def small(request: Any) -> HttpResponseBase:
    """How last week's small thing went: a question to oneself."""
    form = SmallForm(request.POST)
    if not form.is_valid() or rules.week_called(form.cleaned_data["week"]) is None:
        return redirect("conversation:checkin")
    actions.say_how(request.person, form.cleaned_data["week"], form.cleaned_data["how"])
    return redirect("conversation:checkin")


def together(request: Any, week: str) -> HttpResponseBase:
    """The four parts one after the other, to talk, with the phone between the two."""
    monday = monday_or_404(week)
    if request.method == "POST":
        return _went_on(request, week, monday)
    part = request.GET.get("part", rules.PARTS[0])
    return _together(request, monday, part, TalkForm())


def _together(
    request: Any, monday: date, part: str, form: TalkForm, *, status: int = 200
) -> HttpResponse:
    known = part in rules.PARTS or part == "end"
    page = selectors.talk_page(request.person, monday, part if part in rules.PARTS else "")
    if page is None or not known:
        raise Http404
    if not form.is_bound:
        form = TalkForm(initial={"text": page.line})
    context = {"page": page, "form": form, "labels": content.PARTS}
    return render(request, "conversation/together.html", context, status=status)


def _went_on(request: Any, week: str, monday: date) -> HttpResponseBase:
    form = TalkForm(request.POST)
    part = form.data.get("part", "")
    if part not in rules.PARTS or monday not in rules.open_weeks(request.person.day):
        raise Http404
    if not form.is_valid():
        return _together(request, monday, part, form, status=422)
    actions.note_talk(request.person, monday, part=part, text=form.cleaned_data["text"])
    there = reverse("conversation:together", kwargs={"week": week})
    return redirect(f"{there}?part={rules.next_part(part) or 'end'}")
