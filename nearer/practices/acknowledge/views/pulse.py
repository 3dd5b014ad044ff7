"""The weekly pulse: the form, and the quiet page after it."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from nearer.practices.acknowledge import drawing, pulse_bank
from nearer.practices.acknowledge.actions import pulse as actions
from nearer.practices.acknowledge.forms.pulse import PulseForm
from nearer.practices.acknowledge.rules import pulse as rules
from nearer.practices.acknowledge.selectors import pulse as selectors
from nearer.practices.acknowledge.selectors.pulse import PulsePage
from nearer.web.pages import render

OTHER_WEEK = (
    "This page was about another week than the one your calendar shows now. "
    "Nothing is lost: look at it again and keep it for this week."
)


def pulse(request: Any) -> HttpResponseBase:
    """Six items and, once a month, two more. What comes for another week is asked again."""
    asked = request.POST if request.method == "POST" else request.GET
    meant = rules.week_meant(asked.get("week", "")[:20], day=request.person.day)
    page = selectors.pulse(request.person, meant or rules.week_of(request.person.day))
    if request.method != "POST":
        return _form(request, page, PulseForm(page.items, initial=page.initial))
    form = PulseForm(page.items, request.POST)
    if meant is None:
        form.add_error(None, OTHER_WEEK)
    if not form.is_valid():
        return _form(request, page, form, status=422)
    pen = request.person.pen
    actions.keep_pulse(pen, week=page.week, items=form.answered)
    actions.sent(pen, page.path)
    return redirect(f"{reverse('acknowledge:kept')}?week={page.week}")


def _form(request: Any, page: PulsePage, form: PulseForm, *, status: int = 200) -> HttpResponse:
    context = {"page": page, "form": form, "intro": pulse_bank.intro(), "drawing": drawing}
    return render(request, "acknowledge/pulse.html", context, status=status)


def kept(request: Any) -> HttpResponseBase:
    """What was kept for this week. Without anything, the pulse itself."""
    week = rules.week_meant(request.GET.get("week", "")[:20], day=request.person.day)
    page = selectors.pulse(request.person, week or rules.week_of(request.person.day))
    if page.kept is None:
        return redirect("acknowledge:pulse")
    return render(request, "acknowledge/kept.html", {"page": page})
