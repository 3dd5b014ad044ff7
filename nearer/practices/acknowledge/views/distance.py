"""How far apart does it feel? A round for two, and pictures for one."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.journal.actions import AlreadyGiven
from nearer.practices.acknowledge import content, drawing, pulse_bank
from nearer.practices.acknowledge.actions import distance as actions
from nearer.practices.acknowledge.content import Cause
from nearer.practices.acknowledge.entries import Picture
from nearer.practices.acknowledge.forms.distance import PictureForm
from nearer.practices.acknowledge.selectors import distance as selectors
from nearer.practices.acknowledge.selectors.distance import RoundPage
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

PLACE = "Place the circles as it feels now. There is no right place."
ON_ITS_WAY = (
    "The first of the two pictures is on its way, so nothing in this round can change any more."
)
ALONE_NOW = (
    "You are on your own here now, so nothing was sealed for two. "
    "What you drew stands below, and you can keep it for yourself."
)
CHANGED = "The other picture was changed outside Nearer, so it does not open. Yours stays shut."


def distance(request: Any) -> HttpResponseBase:
    """The round that can be drawn now."""
    if request.person.partner is None:
        return redirect("acknowledge:pictures")
    page = selectors.round_page(request.person)
    assert page is not None  # there is always a current one
    return _round(request, page)


def round_(request: Any, number: int) -> HttpResponseBase:
    """One round. While it waits, an open page asks again by itself."""
    return _round(request, _page_or_404(request, number))


def _page_or_404(request: Any, number: int) -> RoundPage:
    if request.person.partner is None:
        raise Http404
    page = selectors.round_page(request.person, number)
    if page is None:
        raise Http404
    return page


def address(number: int) -> str:
    return reverse("acknowledge:round", kwargs={"number": number})


def _round(
    request: Any,
    page: RoundPage,
    form: PictureForm | None = None,
    *,
    status: int = 200,
    note: str = "",
    stuck: bool = False,
) -> HttpResponse:
    here = address(page.number)
    context = {
        "page": page,
        "here": here,
        "form": form or _form(request, page, here),
        "editing": "edit" in request.GET or (form is not None and form.is_bound),
        "note": note,
        "stuck": stuck,
        **_drawing(),
    }
    template = "acknowledge/_round.html" if request.htmx_fragment else "acknowledge/round.html"
    return render(request, template, context, status=status)


def _drawing() -> dict[str, Any]:
    """What a template needs to draw circles and list causes."""
    closeness = pulse_bank.items()["closeness"]
    return {
        "drawing": drawing,
        "groups": content.causes_by_group(),
        "item": replace(closeness, text=PLACE),
        "chosen_of": _chosen_of,
        "exit": next(line.text for line in content.lines() if line.when == "exit"),
    }


def _chosen_of(picture: Picture) -> list[Cause]:
    return [cause for name, cause in content.causes().items() if name in picture.causes]


def _form(request: Any, page: RoundPage | None, path: str) -> PictureForm:
    """Begin with what was being drawn, else with what is sealed and may still be changed."""
    if typed := _typed(request, path):
        return PictureForm(initial=typed)
    mine = page.mine.payload if page and page.mine else None
    return PictureForm(
        initial={"overlap": mine.overlap, "causes": mine.causes, "line": mine.line} if mine else {}
    )


def _typed(request: Any, path: str) -> dict[str, Any]:
    found = drafts.drafts(request.person.vault, request.person.couple, path=path)
    fields = found[0].fields if found else {}
    return {**fields, "causes": fields.get("causes", "").split("\n")} if fields else {}


@require_POST
def answer(request: Any, number: int) -> HttpResponseBase:
    """Seal a picture until both have drawn, or keep it for oneself."""
    if request.person.partner is None:
        return _pictures(request, PictureForm(request.POST), status=409, note=ALONE_NOW)
    page = _page_or_404(request, number)
    form = PictureForm(request.POST)
    if not form.is_valid():
        return _round(request, page, form, status=422)
    if "for_me" in request.POST:
        actions.keep_for_myself(request.person, drawn=form.picture, number=number)
        drafts.drop(request.person.pen, path=address(number))
        return redirect("acknowledge:pictures")
    try:
        actions.seal_picture(request.person, number=number, drawn=form.picture)
    except AlreadyGiven:
        fresh = _page_or_404(request, number)
        return _round(request, fresh, form, status=409, note=ON_ITS_WAY, stuck=fresh.mine is None)
    drafts.drop(request.person.pen, path=address(number))
    return redirect("acknowledge:round", number=number)


@require_POST
def open_(request: Any, number: int) -> HttpResponseBase:
    """Open both pictures."""
    page = _page_or_404(request, number)
    if page.state is Round.READY:
        try:
            actions.open_both(request.person, number)
        except NotOpenYet:
            pass  # taken back in this very moment: the page says where it stands
        except DoesNotOpen:
            return _round(request, page, status=409, note=CHANGED)
    if request.htmx_fragment:
        return _round(request, _page_or_404(request, number))
    return redirect("acknowledge:round", number=number)


@require_POST
def take_back(request: Any, number: int) -> HttpResponseBase:
    """Make one's picture one's own again."""
    page = _page_or_404(request, number)
    if page.mine is not None:
        actions.take_back(request.person, page.mine)
    return redirect("acknowledge:pictures")


@require_POST
def again(request: Any) -> HttpResponseBase:
    """Ask for a new round where the last one cannot open any more."""
    if request.person.partner is None:
        raise Http404
    found = selectors.all_rounds(request.person)
    number = found.current
    if request.POST.get("after") == str(number):  # a second press of the button asks for no more
        number += 1
        actions.begin_again(request.person, number=number)
    return redirect("acknowledge:round", number=number)


def pictures(request: Any) -> HttpResponseBase:
    """For oneself: draw one, and see those that were kept."""
    if request.method != "POST":
        return _pictures(request, _form(request, None, request.path))
    form = PictureForm(request.POST)
    if not form.is_valid():
        return _pictures(request, form, status=422)
    actions.keep_for_myself(request.person, drawn=form.picture)
    drafts.drop(request.person.pen, path=request.path)
    return redirect("acknowledge:pictures")


def _pictures(
    request: Any, form: PictureForm, *, status: int = 200, note: str = ""
) -> HttpResponse:
    page = selectors.my_pictures(request.person)
    context = {
        "page": page,
        "form": form,
        "here": reverse("acknowledge:pictures"),
        "note": note,
        "drawing_now": "draw" in request.GET
        or form.is_bound
        or not page.kept
        or bool(form.initial),
        **_drawing(),
    }
    return render(request, "acknowledge/pictures.html", context, status=status)


@require_POST
def let_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete one of one's own."""
    if all(kept.id != entry for kept in selectors.my_pictures(request.person).kept):
        raise Http404
    actions.let_go(request.person, entry)
    return redirect("acknowledge:pictures")
