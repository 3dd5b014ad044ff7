"""The park-it list: logistics wait here, so that the talk can be about the two."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.journal.models import Entry
from nearer.practices.conversation.actions import parked as actions
from nearer.practices.conversation.forms.checkin import ParkForm
from nearer.practices.conversation.selectors import parked as selectors
from nearer.web.pages import render


def parked(request: Any) -> HttpResponseBase:
    form = ParkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.park(request.person, form.cleaned_data["text"])
        return redirect("conversation:parked")
    return _list(request, form, status=422 if form.errors else 200)


def _list(request: Any, form: ParkForm, *, status: int) -> HttpResponse:
    context = {"page": selectors.parked(request.person), "form": form}
    return render(request, "conversation/parked.html", context, status=status)


@require_POST
def tick(request: Any, line: UUID) -> HttpResponseBase:
    """Tick a line off, or put it back."""
    try:
        if "back" in request.POST:
            actions.put_back(request.person, line)
        else:
            actions.tick(request.person, line)
    except Entry.DoesNotExist as missing:
        # Ticked off twice, or on both phones at once, is no error.
        if line not in {done.id for done in selectors.parked(request.person).done}:
            raise Http404 from missing
    return redirect("conversation:parked")
