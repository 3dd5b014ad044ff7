"""Around one meeting: what each puts away before it, and one thing each liked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nearer.journal import drafts
from nearer.journal.actions import AlreadyGiven
from nearer.practices.quality_time import away_bank
from nearer.practices.quality_time.actions import afterwards as actions
from nearer.practices.quality_time.forms.afterwards import AwayForm, LikedForm
from nearer.practices.quality_time.rules.afterwards import Phase
from nearer.practices.quality_time.selectors import afterwards as selectors
from nearer.practices.quality_time.selectors.afterwards import MeetingPage
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

ON_ITS_WAY = "The first of the two lines is on its way, so nothing here can change any more."
NOT_YET = "It has not begun yet, so there is nothing to look back on. Your line stands below."
CHANGED = "The other line was changed outside Nearer, so it does not open. Yours stays shut."


@require_safe
def meeting(request: Any, thread: UUID, day: str) -> HttpResponse:
    """One meeting."""
    return _page(request, _page_or_404(request, thread, day))


def _page_or_404(request: Any, thread: UUID, day: str) -> MeetingPage:
    page = selectors.meeting_page(request.person, thread, _day(day))
    if page is None:
        raise Http404
    return page


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if found.isoformat() != text:
        raise Http404
    return found


def address(thread: UUID, day: date) -> str:
    return reverse("quality_time:meeting", kwargs={"thread": thread, "day": day.isoformat()})


def _page(
    request: Any,
    page: MeetingPage,
    *,
    away: AwayForm | None = None,
    liked: LikedForm | None = None,
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    here = address(page.thread, page.day)
    context = {
        "page": page,
        "here": here,
        "away": away or _away(page),
        "liked": liked or _liked(request, page, here),
        "hints": {it.id: it.about for it in away_bank.things().values()},
        "editing": "edit" in request.GET or (liked is not None and liked.is_bound),
        "choosing": "away" in request.GET or (away is not None and away.is_bound),
        "note": note,
    }
    return render(request, "quality_time/meeting.html", context, status=status)


def _away(page: MeetingPage) -> AwayForm:
    mine = page.my_away.payload if page.my_away else None
    return AwayForm(initial={"things": mine.things, "line": mine.line} if mine else {})


def _liked(request: Any, page: MeetingPage, here: str) -> LikedForm:
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    if found:
        return LikedForm(initial=found[0].fields)
    return LikedForm(initial={"text": page.liked.mine.payload.text} if page.liked.mine else {})


@require_POST
def put_away(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """Say what I put away, or nothing any more."""
    page = _page_or_404(request, thread, day)
    form = AwayForm(request.POST)
    if not form.is_valid():
        return _page(request, page, away=form, status=422)
    said = form.cleaned_data
    actions.put_away(request.person, thread, page.day, things=said["things"], line=said["line"])
    return redirect(address(thread, page.day))


@require_POST
def seal(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """Seal what I liked until both have said something, or keep it for myself."""
    page = _page_or_404(request, thread, day)
    form = LikedForm(request.POST)
    if not form.is_valid():
        return _page(request, page, liked=form, status=422)
    if page.phase is Phase.BEFORE:
        return _page(request, page, liked=form, status=409, note=NOT_YET)
    text = form.cleaned_data["text"]
    if "for_me" in request.POST:
        actions.keep_for_myself(request.person, text)
        drafts.drop(request.person.pen, path=address(thread, page.day))
        return redirect("quality_time:liked")
    try:
        actions.seal_liked(request.person, thread, page.day, text)
    except AlreadyGiven:
        fresh = _page_or_404(request, thread, day)
        return _page(request, fresh, liked=form, status=409, note=ON_ITS_WAY)
    drafts.drop(request.person.pen, path=address(thread, page.day))
    return redirect(address(thread, page.day))


@require_POST
def open_(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """Open both lines."""
    page = _page_or_404(request, thread, day)
    if page.liked.state is Round.READY:
        try:
            actions.open_both(request.person, thread, page.day)
        except NotOpenYet:
            pass  # taken back in this very moment: the page says where it stands
        except DoesNotOpen:
            return _page(request, page, status=409, note=CHANGED)
    return redirect(address(thread, page.day))


@require_POST
def take_back(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """Make my line mine alone again."""
    page = _page_or_404(request, thread, day)
    actions.take_back(request.person, thread, page.day)
    return redirect("quality_time:liked")


def liked(request: Any) -> HttpResponseBase:
    """What I liked about time together, for myself: write a line, read the earlier ones."""
    if request.method != "POST":
        return _own(request, LikedForm())
    form = LikedForm(request.POST)
    if not form.is_valid():
        return _own(request, form, status=422)
    actions.keep_for_myself(request.person, form.cleaned_data["text"])
    drafts.drop(request.person.pen, path=request.path)
    return redirect("quality_time:liked")


def _own(request: Any, form: LikedForm, *, status: int = 200) -> HttpResponse:
    if not form.is_bound:
        found = drafts.drafts(request.person.vault, request.person.couple, path=request.path)
        form = LikedForm(initial=found[0].fields if found else {})
    year = request.GET.get("year", "")
    page = selectors.own_liked(request.person, year=int(year) if year.isdecimal() else None)
    alone = {it.id for it in page.mine if selectors.is_alone(request.person, it)}
    context = {"page": page, "form": form, "here": request.path, "alone": alone}
    return render(request, "quality_time/liked.html", context, status=status)


@require_POST
def let_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete one of my own lines."""
    if selectors.own_line(request.person, entry) is None:
        raise Http404
    actions.let_go(request.person, entry)
    return redirect("quality_time:liked")
