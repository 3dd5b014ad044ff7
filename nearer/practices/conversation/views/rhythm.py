"""The rhythm of the check-in: proposed by one, agreed by the other, let go by either."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.practices.conversation.actions import rhythm as actions
from nearer.practices.conversation.forms.rhythm import RhythmForm
from nearer.practices.conversation.selectors import rhythm as selectors
from nearer.web.pages import render

CHANGED = "That was changed a moment ago. This is how it stands now; nothing was agreed by this."
LONGEST_MARK = 64


def rhythm(request: Any) -> HttpResponseBase:
    """What stands, and a form to propose."""
    if request.person.partner is None:
        return render(request, "conversation/rhythm_alone.html")
    form = RhythmForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or form.evening is None:
        return _page(request, form, status=422 if form.errors else 200)
    actions.propose(request.person, form.evening, seen=_seen(request))
    return redirect("conversation:rhythm")


@require_POST
def answer(request: Any) -> HttpResponseBase:
    """Agree, or let go."""
    if request.person.partner is None:
        return redirect("conversation:rhythm")
    about = request.POST.get("about", "")[:LONGEST_MARK]
    act = actions.let_go if "let_go" in request.POST else actions.agree
    try:
        act(request.person, about, seen=_seen(request))
    except actions.ChangedMeanwhile:
        return _page(request, RhythmForm(), status=409, note=CHANGED)
    return redirect("conversation:rhythm")


def _seen(request: Any) -> list[str]:
    return [mark[:LONGEST_MARK] for mark in request.POST.getlist("seen")]


def _page(request: Any, form: RhythmForm, *, status: int = 200, note: str = "") -> HttpResponse:
    context = {"page": selectors.rhythm_page(request.person), "form": form, "note": note}
    return render(request, "conversation/rhythm.html", context, status=status)
