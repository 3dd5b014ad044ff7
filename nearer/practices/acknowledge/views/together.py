"""The shared acknowledgement, written in turns; and one for oneself."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.journal.actions import AlreadyGiven, NoPartnerYet
from nearer.lib import clock
from nearer.practices.acknowledge.actions import distance as pictures
from nearer.practices.acknowledge.actions import together as actions
from nearer.practices.acknowledge.forms.together import TextForm
from nearer.practices.acknowledge.selectors import together as selectors
from nearer.practices.acknowledge.selectors.together import TogetherPage
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

MARKS, MARK = 8, 40
"""As many marks as a form can carry, and how long one may be."""
AT_ONCE = "You both wrote at the same time. Both texts stand here, and nothing is lost."
MOVED_ON = "There is a newer text than the one you were looking at. Read it first."
ALONE_NOW = (
    "You are on your own here now, so this was not shared. "
    "It stands below, and you can keep it for yourself."
)
CHANGED = "Something about this text was changed outside Nearer, so it cannot be kept like this."


def _page_or_404(request: Any, number: int) -> TogetherPage:
    page = selectors.together(request.person, number) if request.person.partner else None
    if page is None:
        raise Http404
    return page


def together(request: Any, number: int) -> HttpResponseBase:
    """The text as it stands. POST adds a version."""
    if request.method == "POST":
        return _write(request, number)
    page = _page_or_404(request, number)
    if actions.copy_when_due(request.person, page):
        page = _page_or_404(request, number)
    return _together(request, page)


def _write(request: Any, number: int) -> HttpResponseBase:
    form = TextForm(request.POST)
    if request.person.partner is None:
        return _words(request, form, status=409, note=ALONE_NOW)
    page = _page_or_404(request, number)
    seen = [mark[:MARK] for mark in request.POST.getlist("seen")[:MARKS]]
    if not form.is_valid():
        return _together(request, page, form, seen=seen, status=422)
    text = form.cleaned_data["text"]
    try:
        actions.write_version(request.person, number=number, text=text, seen=seen)
    except NoPartnerYet:
        return _words(request, form, status=409, note=ALONE_NOW)
    drafts.drop(request.person.pen, path=request.path)
    return redirect("acknowledge:together", number=number)


def _together(
    request: Any,
    page: TogetherPage,
    form: TextForm | None = None,
    *,
    seen: list[str] | None = None,
    status: int = 200,
    note: str = "",
) -> HttpResponse:
    here = reverse("acknowledge:together", kwargs={"number": page.number})
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    typed = [draft.fields.get("text", "") for draft in found]
    context = {
        "page": page,
        "here": here,
        "form": form or TextForm(initial={"text": typed[0] if typed else page.text}),
        # What the writer had before their eyes when they began, also after something went wrong.
        "seen": seen if seen is not None else _seen(found, page),
        "editing": "edit" in request.GET or bool(typed) or form is not None or not page.heads,
        "beside": typed[1] if len(typed) > 1 else "",
        "note": note or (AT_ONCE if page.forked else ""),
        "local": lambda at: at.astimezone(clock.zone_or_utc(request.person.zone)),
    }
    return render(request, "acknowledge/together.html", context, status=status)


def _seen(found: list[drafts.Draft], page: TogetherPage) -> list[str]:
    if not found:
        return list(page.seen)
    return [mark[:MARK] for mark in found[0].fields.get("seen", "").split("\n") if mark]


def _the_same(request: Any, page: TogetherPage) -> bool:
    """Whether the version on the screen is still the one that stands here."""
    return bool(page.mark) and request.POST.get("mark") == page.mark


@require_POST
def keep(request: Any, number: int) -> HttpResponseBase:
    """I want to keep this one; and, when both do, keep it."""
    page = _page_or_404(request, number)
    if not _the_same(request, page):
        return _together(request, page, status=409, note=MOVED_ON)
    try:
        if page.keeping is Round.READY:
            actions.keep_both(request.person, page)
        elif page.keeping is Round.YOUR_TURN:
            actions.want_to_keep(request.person, page.mark)
    except (AlreadyGiven, NotOpenYet):
        pass  # pressed twice, or it moved on in this very moment: the page says where it stands
    except DoesNotOpen:
        return _together(request, page, status=409, note=CHANGED)
    return redirect("acknowledge:together", number=number)


@require_POST
def not_yet(request: Any, number: int) -> HttpResponseBase:
    """Not yet, after all."""
    page = _page_or_404(request, number)
    if page.keeping is not Round.OPEN and page.mark:
        actions.not_yet(request.person, page.mark)
    return redirect("acknowledge:together", number=number)


def words(request: Any) -> HttpResponseBase:
    """An acknowledgement for oneself."""
    form = TextForm(request.POST or None)
    if request.method != "POST":
        return _words(request, None)
    if not form.is_valid():
        return _words(request, form, status=422)
    actions.keep_words(request.person, form.cleaned_data["text"])
    drafts.drop(request.person.pen, path=request.path)
    return redirect("acknowledge:words")


def _words(
    request: Any, form: TextForm | None, *, status: int = 200, note: str = ""
) -> HttpResponse:
    page = selectors.words(request.person)
    here = reverse("acknowledge:words")
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    typed = [draft.fields.get("text", "") for draft in found]
    text = typed[0] if typed else page.mine.payload.text if page.mine else ""
    context = {
        "page": page,
        "here": here,
        "form": form or TextForm(initial={"text": text}),
        "editing": "edit" in request.GET or bool(typed) or form is not None or not page.mine,
        "beside": typed[1] if len(typed) > 1 else "",
        "note": note,
    }
    return render(request, "acknowledge/words.html", context, status=status)


@require_POST
def let_words_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete something that one wrote for oneself, or one's own copy."""
    page = selectors.words(request.person)
    mine = [*([page.mine] if page.mine else []), *page.besides, *page.kept]
    if all(one.id != entry for one in mine):
        raise Http404
    pictures.let_go(request.person, entry)
    return redirect("acknowledge:words")
