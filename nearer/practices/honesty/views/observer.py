"""The neutral observer's writing: seven minutes, three times a year, for oneself alone."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.journal.models import Entry
from nearer.practices.honesty import texts
from nearer.practices.honesty.actions import observer as actions
from nearer.practices.honesty.entries import Observed
from nearer.practices.honesty.forms.observer import ObserverForm
from nearer.practices.honesty.selectors import observer as selectors
from nearer.practices.honesty.selectors import own
from nearer.practices.honesty.texts import Prompt
from nearer.practices.honesty.views.index import small_number
from nearer.web.pages import render


def observer(request: Any) -> HttpResponse:
    """What it is, the next one, and one's own so far."""
    page = selectors.observer(
        request.person,
        number=small_number(request.GET.get("n")),
        year=small_number(request.GET.get("year")),
        start=small_number(request.GET.get("start")),
    )
    if page is None:
        raise Http404
    context = {"page": page, "title_of": selectors.title_of}
    return render(request, "honesty/observer.html", context)


def write(request: Any, prompt: str) -> HttpResponseBase:
    """One writing, in three steps. It is sealed as it is typed."""
    found = texts.every_prompt().get(prompt)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _write(request, found)
    form = ObserverForm(request.POST, prompt=found)
    if not form.is_valid():
        return _write(request, found, form, status=422)
    entry = actions.keep(request.person, prompt=found.id, said=form.said)
    drafts.drop(request.person.pen, path=request.path)
    return redirect("honesty:observed", entry=entry)


def _write(
    request: Any, prompt: Prompt, form: ObserverForm | None = None, *, status: int = 200
) -> HttpResponse:
    found = drafts.drafts(request.person.vault, request.person.couple, path=request.path)
    fields = [draft.fields for draft in found]
    context = {
        "prompt": prompt,
        "here": request.path,
        "form": form or ObserverForm(initial=fields[0] if fields else {}, prompt=prompt),
        "beside": [text for text in fields[1].values() if text] if len(fields) > 1 else [],
    }
    return render(request, "honesty/observe.html", context, status=status)


def observed(request: Any, entry: UUID) -> HttpResponse:
    """One of one's own writings."""
    kept = own.kept(request.person, Observed, entry)
    if kept is None:
        raise Http404
    context = {
        "kept": kept,
        "title": selectors.title_of(kept.said),
        "steps": selectors.steps_of(kept.said),
    }
    return render(request, "honesty/observed.html", context)


@require_POST
def let_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete a writing of one's own."""
    try:
        actions.let_go(request.person, entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("honesty:observer")
