"""Both pick ideas, each for themselves, and see them when both have."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from nearer.journal.actions import AlreadyGiven
from nearer.practices.quality_time.actions import ideas as actions
from nearer.practices.quality_time.forms.ideas import PicksForm
from nearer.practices.quality_time.rules.ideas import MOST
from nearer.practices.quality_time.rules.tags import Idea
from nearer.practices.quality_time.selectors import ideas as dealing
from nearer.practices.quality_time.selectors import picks as selectors
from nearer.practices.quality_time.selectors.picks import PicksPage
from nearer.practices.quality_time.views.ideas import at_length, in_short, times_for
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

ON_ITS_WAY = "The first of the two is on its way, so nothing in this round can change any more."
CHANGED = "What the other picked was changed outside Nearer, so it does not open. Yours stays shut."


@require_safe
def picks(request: Any) -> HttpResponseBase:
    """The round in which one can pick now."""
    page = selectors.picks_page(request.person)
    if page is None:
        return render(request, "quality_time/picks_alone.html", {})
    return _page(request, page)


@require_safe
def round_(request: Any, number: int) -> HttpResponse:
    """One round. While it waits, an open page asks again by itself."""
    return _page(request, _page_or_404(request, number))


def _page_or_404(request: Any, number: int) -> PicksPage:
    page = selectors.picks_page(request.person, number)
    if page is None:
        raise Http404
    return page


def address(number: int) -> str:
    return reverse("quality_time:picks-round", kwargs={"number": number})


def _page(
    request: Any,
    page: PicksPage,
    form: PicksForm | None = None,
    *,
    status: int = 200,
    note: str = "",
    stuck: bool = False,
) -> HttpResponse:
    brought = selectors.named(request.GET.getlist("idea"))
    form = form or _form(request, page, brought)
    context = {
        "page": page,
        "here": address(page.number),
        "form": form,
        "hints": {it.id: f"{it.text} {in_short(it).capitalize()}." for it in _shown(request, page)},
        "editing": "edit" in request.GET or bool(brought) or form.is_bound,
        "note": note,
        "stuck": stuck,
        "in_short": in_short,
        "at_length": at_length,
        "times_for": times_for,
    }
    template = "quality_time/_picks.html" if request.htmx_fragment else "quality_time/picks.html"
    return render(request, template, context, status=status)


def _form(request: Any, page: PicksPage, brought: Sequence[Idea]) -> PicksForm:
    """Begin with what is sealed and may still be changed, and with what was brought along."""
    ticked = list(dict.fromkeys(idea.id for idea in (*page.mine, *brought)))
    return PicksForm(shown=_shown(request, page), initial={"ideas": ticked[:MOST]})


def _shown(request: Any, page: PicksPage) -> list[Idea]:
    """What was dealt to both, after what is one's own."""
    said = [*request.GET.getlist("idea"), *request.POST.getlist("ideas")]
    own = (idea for idea in (*page.mine, *selectors.named(said)) if not idea.retired)
    dealt = dealing.hand(request.person, page.number)
    extra = {idea.id: idea for idea in own if idea not in dealt}
    return [*extra.values(), *dealt]


@require_POST
def seal(request: Any, number: int) -> HttpResponseBase:
    """Seal what I picked until both have."""
    page = _page_or_404(request, number)
    form = PicksForm(request.POST, shown=_shown(request, page))
    if not form.is_valid():
        return _page(request, page, form, status=422)
    try:
        actions.seal(request.person, number, form.cleaned_data["ideas"])
    except AlreadyGiven:
        fresh = _page_or_404(request, number)
        stuck = not fresh.mine
        return _page(request, fresh, form, status=409, note=ON_ITS_WAY, stuck=stuck)
    return redirect(address(number))


@require_POST
def open_(request: Any, number: int) -> HttpResponseBase:
    """Open what both picked."""
    page = _page_or_404(request, number)
    if page.state is Round.READY:
        try:
            actions.open_both(request.person, number)
        except NotOpenYet:
            pass  # taken back in this very moment: the page says where it stands
        except DoesNotOpen:
            return _page(request, page, status=409, note=CHANGED)
    return redirect(address(number))


@require_POST
def take_back(request: Any, number: int) -> HttpResponseBase:
    """Delete what I picked."""
    _page_or_404(request, number)
    actions.take_back(request.person, number)
    return redirect("quality_time:picks")


@require_POST
def again(request: Any) -> HttpResponseBase:
    """Ask for a new round where the last one cannot open any more."""
    page = selectors.picks_page(request.person)
    if page is None:
        raise Http404
    number = page.current
    if request.POST.get("after") == str(number):  # a second press of the button asks for no more
        number += 1
        actions.begin_again(request.person, number)
    return redirect(address(number))
