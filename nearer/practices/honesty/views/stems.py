"""Sentences to finish: chosen by depth, kept for oneself, or made a letter of."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.journal.models import Entry
from nearer.practices.honesty import texts
from nearer.practices.honesty.actions import letters, lines
from nearer.practices.honesty.entries import Line
from nearer.practices.honesty.forms.stems import StemForm
from nearer.practices.honesty.selectors import own
from nearer.practices.honesty.selectors import stems as selectors
from nearer.practices.honesty.selectors.stems import StemPage
from nearer.practices.honesty.views.index import small_number
from nearer.web.pages import render


def stems(request: Any) -> HttpResponse:
    """Choose a depth, and get a stem of it; "another one" costs nothing and is kept nowhere."""
    number = small_number(request.GET.get("n"))
    page = selectors.nth(request.person, request.GET.get("depth", ""), number=number)
    if page is not None:
        return _stem(request, page)
    shelf = own.shelf(
        request.person,
        Line,
        year=small_number(request.GET.get("year")),
        start=small_number(request.GET.get("start")),
    )
    depths = [depth for depth in texts.DEPTHS.values() if texts.stems(depth.id)]
    context = {"shelf": shelf, "depths": depths}
    return render(request, "honesty/stems.html", context)


def stem(request: Any, stem: str) -> HttpResponseBase:
    """One stem, to finish. It is kept for its writer, or becomes a letter that is."""
    page = selectors.one(stem)
    if page is None:
        raise Http404
    if request.method != "POST":
        return _stem(request, page)
    form = StemForm(request.POST)
    if not form.is_valid():
        return _stem(request, page, form, status=422)
    text = page.stem.finished(form.cleaned_data["text"])
    if request.POST.get("do") == "letter":
        where = redirect("honesty:edit", letter=letters.keep(request.person, text))
    else:
        where = redirect("honesty:line", entry=lines.keep(request.person, stem=stem, text=text))
    drafts.drop(request.person.pen, path=request.path)
    return where


def _stem(
    request: Any, page: StemPage, form: StemForm | None = None, *, status: int = 200
) -> HttpResponse:
    here = reverse("honesty:stem", kwargs={"stem": page.stem.id})
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    typed = [draft.fields.get("text", "") for draft in found]
    context = {
        "page": page,
        "here": here,
        "form": form or StemForm(initial={"text": typed[0] if typed else ""}),
        "beside": typed[1] if len(typed) > 1 else "",
        "depths": [depth for depth in texts.DEPTHS.values() if texts.stems(depth.id)],
    }
    return render(request, "honesty/stem.html", context, status=status)


def line(request: Any, entry: UUID) -> HttpResponse:
    """One finished sentence."""
    kept = own.kept(request.person, Line, entry)
    if kept is None:
        raise Http404
    return render(request, "honesty/line.html", {"kept": kept})


@require_POST
def make_letter(request: Any, entry: UUID) -> HttpResponseBase:
    """Go on from a finished sentence, in a letter."""
    try:
        letter = lines.make_letter(request.person, entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("honesty:edit", letter=letter)


@require_POST
def let_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete a finished sentence."""
    try:
        lines.let_go(request.person, entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("honesty:stems")
