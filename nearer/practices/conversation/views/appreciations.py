"""One kind line, any time, and a quiet page of them."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.journal.actions import NoPartnerYet
from nearer.journal.models import Entry, Visibility
from nearer.practices.conversation.actions import appreciations as actions
from nearer.practices.conversation.forms.appreciations import AppreciationForm
from nearer.practices.conversation.selectors import appreciations as selectors
from nearer.practices.conversation.views.questions import small_number
from nearer.web.pages import render


def appreciations(request: Any) -> HttpResponseBase:
    """The lines of both; one more is written here. Asking for a place to look leaves no trace."""
    form = AppreciationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text, for_me = form.cleaned_data["text"], "for_me" in request.POST
        actions.appreciate(request.person, text, for_me=for_me)
        return redirect("conversation:appreciations")
    return _page(request, form, status=422 if form.errors else 200)


def _page(request: Any, form: AppreciationForm, *, status: int) -> HttpResponse:
    number = request.GET.get("n")
    page = selectors.appreciations(
        request.person,
        year=small_number(request.GET.get("year")),
        start=small_number(request.GET.get("start")),
        number=None if number is None else small_number(number),
    )
    context = {"page": page, "form": form, "number": small_number(number)}
    return render(request, "conversation/appreciations.html", context, status=status)


@require_POST
def show(request: Any, entry: UUID) -> HttpResponseBase:
    """Share a line of one's own after all, or take it back."""
    to = Visibility.ONLY_ME if "back" in request.POST else Visibility.SHARED
    try:
        actions.show(request.person, entry, to=to)
    except NoPartnerYet:
        return redirect("two")
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("conversation:appreciations")
