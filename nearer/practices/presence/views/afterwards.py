"""What each takes along from a sitting."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nearer.journal import drafts
from nearer.journal.actions import AlreadyGiven
from nearer.practices.presence.actions import afterwards as actions
from nearer.practices.presence.forms.afterwards import TakenForm
from nearer.practices.presence.rules.terms import Kind
from nearer.practices.presence.selectors import afterwards as selectors
from nearer.practices.presence.selectors.afterwards import AfterPage
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

NOTHING_YET = "Write a word or two first, or keep only that it took place."
ON_ITS_WAY = "The first of the two lines is on its way, so nothing here can change any more."
GONE = "This sitting has been let go meanwhile. You can keep your line for yourself."
CHANGED = "The other line was changed outside Nearer, so it does not open. Yours stays shut."


@require_safe
def after(request: Any, thread: UUID) -> HttpResponse:
    """A sitting that is over."""
    return _page(request, _page_or_404(request, thread))


def _page_or_404(request: Any, thread: UUID) -> AfterPage:
    page = selectors.after_page(request.person, thread)
    if page is None:
        raise Http404
    return page


def _page(
    request: Any,
    page: AfterPage,
    form: TakenForm | None = None,
    *,
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    here = _address(page)
    editing = "edit" in request.GET and page.taken.mine is not None
    context = {
        "page": page,
        "here": here,
        "form": form or _form(request, page, here),
        "editing": editing or form is not None,
        "note": note,
    }
    return render(request, "presence/after.html", context, status=status)


def _form(request: Any, page: AfterPage, here: str) -> TakenForm:
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    if found:
        return TakenForm(initial=found[0].fields)
    return TakenForm(initial={"text": page.taken.mine.payload.text if page.taken.mine else ""})


@require_POST
def seal(request: Any, thread: UUID) -> HttpResponseBase:
    """Seal my line until both have said something, or keep it for myself.

    The page may have stood open for days, and the sitting is gone: what was typed is not.
    """
    page = selectors.after_page(request.person, thread) or selectors.gone_page(
        request.person, thread
    )
    form = TakenForm(request.POST)
    only_that = "took_place" in request.POST
    if form.is_valid() and not form.cleaned_data["text"] and not only_that:
        form.add_error("text", NOTHING_YET)
    if not form.is_valid():
        return _page(request, page, form, status=422)
    text = "" if only_that else form.cleaned_data["text"]
    if "for_me" in request.POST or page.alone:
        actions.keep_for_myself(request.person, page, text)
        return _done(request, page, reverse("presence:kept"))
    if not page.can_write and page.taken.mine is None:
        return _page(request, page, form, status=409, note=GONE)
    try:
        actions.seal(request.person, page, text)
    except AlreadyGiven:
        fresh = selectors.after_page(request.person, thread) or page
        return _page(request, fresh, form, status=409, note=ON_ITS_WAY)
    return _done(request, page, _address(page))


def _done(request: Any, page: AfterPage, then: str) -> HttpResponseBase:
    drafts.drop(request.person.pen, path=_address(page))
    return redirect(then)


def _address(page: AfterPage) -> str:
    return reverse("presence:after", kwargs={"thread": page.thread})


@require_POST
def open_(request: Any, thread: UUID) -> HttpResponseBase:
    """Open both lines."""
    page = _page_or_404(request, thread)
    if page.taken.state is Round.READY:
        try:
            actions.open_both(request.person, thread)
        except NotOpenYet:
            pass  # taken back in this very moment: the page says where it stands
        except DoesNotOpen:
            return _page(request, page, status=409, note=CHANGED)
    return redirect("presence:after", thread=thread)


@require_POST
def take_back(request: Any, thread: UUID) -> HttpResponseBase:
    """Make my line mine alone again."""
    _page_or_404(request, thread)
    actions.take_back(request.person, thread)
    return redirect("presence:kept")


@require_safe
def kept(request: Any) -> HttpResponse:
    """What I took along, newest first."""
    year = request.GET.get("year", "")
    number = int(year) if year.isascii() and year.isdecimal() and len(year) == len("2026") else None
    page = selectors.kept_page(request.person, year=number)
    return render(request, "presence/kept.html", {"page": page, "kinds": Kind})


@require_POST
def let_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete one of my own lines."""
    if not selectors.is_mine_alone(request.person, entry):
        raise Http404
    actions.let_go(request.person, entry)
    return redirect("presence:kept")
