"""Ideas for the time: what fits, one of them, and a surprise."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.forms.ideas import WishForm
from nearer.practices.quality_time.forms.plans import length_in_words
from nearer.practices.quality_time.rules.ideas import Wish, season_of
from nearer.practices.quality_time.rules.tags import Idea
from nearer.practices.quality_time.selectors import ideas as selectors
from nearer.web.pages import render

DIGITS: Final = 4
"""Of a number in an address; longer ones are somebody's joke."""
COSTS: Final = {"free": "free", "low": "costs little", "some": "costs something"}
ENERGIES: Final = {1: "works when worn out", 2: "takes some energy", 3: "takes a good deal"}
PLACES: Final = {"home": "at home", "outside": "outside", "town": "in town", "anywhere": ""}
CHILDREN: Final = {
    "with": "",
    "asleep": "while any children sleep",
    "away": "with any children elsewhere",
}
SENSES: Final = {
    "smells": "smells of something",
    "tastes": "tastes of something",
    "still": "sitting or lying",
    "hands": "for the hands",
}


@require_safe
def ideas(request: Any) -> HttpResponse:
    """What fits. The wish stands in the address, as it says nothing of anybody."""
    form, wish = _wish(request)
    page = selectors.ideas_page(request.person, wish, start=_number(request, "start"))
    context = {
        "page": page,
        "form": form,
        "query": form.query() if form.is_valid() else "",
        "said": form.said() if form.is_valid() else [],
        **_words(),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "quality_time/ideas.html", context, status=status)


@require_safe
def idea(request: Any, idea: str) -> HttpResponse:
    """One idea. A retired one still has its page, as a plan may lead here."""
    found = ideas_bank.ideas().get(idea)
    if found is None:
        raise Http404
    done = found.id in selectors.done_ideas(request.person)
    context = {"idea": found, "done": done, "find": times_for(found), **_words()}
    return render(request, "quality_time/idea.html", context)


@require_safe
def surprise(request: Any) -> HttpResponse:
    """One idea, the same for both today. Asking for another one is nobody's business."""
    form, wish = _wish(request)
    page = selectors.surprise(request.person, wish, number=_number(request, "n"))
    context = {
        "page": page,
        "idea": page.idea,
        "query": form.query() if form.is_valid() else "",
        "find": times_for(page.idea),
        **_words(),
    }
    return render(request, "quality_time/surprise.html", context)


def times_for(idea: Idea) -> str:
    """Where times that are free for both are found for it, to be proposed in one tap."""
    return f"{reverse('quality_time:windows')}?idea={idea.id}"


def _wish(request: Any) -> tuple[WishForm, Wish]:
    form = WishForm(request.GET)
    person = request.person
    season = season_of(person.day, person.vault.keyring.zone)
    return form, form.wish(season=season) if form.is_valid() else Wish()


def _number(request: Any, name: str) -> int:
    text = request.GET.get(name, "")
    known = text.isascii() and text.isdecimal() and len(text) <= DIGITS
    return int(text) if known else 0


def _words() -> dict[str, Any]:
    return {"in_short": in_short, "at_length": at_length}


def in_short(idea: Idea) -> str:
    """`10 minutes · free · at home`."""
    parts = (length_in_words(idea.minutes), COSTS[idea.cost], PLACES[idea.place])
    return " · ".join(part for part in parts if part)


def at_length(idea: Idea) -> list[str]:
    """Everything else there is to know before one begins."""
    senses = [SENSES.get(name, name) for name in idea.senses]
    known = [ENERGIES[idea.energy], CHILDREN[idea.children], *idea.season, *senses]
    return [said for said in known if said]
