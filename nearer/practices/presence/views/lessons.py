"""Learn to listen: six lessons, and prompts to practise on. What is chosen is kept nowhere."""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.actions import lessons as actions
from nearer.practices.presence.forms.lessons import ChoiceForm, DoneForm
from nearer.practices.presence.lessons_bank import Lesson
from nearer.practices.presence.selectors import lessons as selectors
from nearer.web.pages import render

DIGITS: Final = 6


def lessons(request: Any) -> HttpResponse:
    """The six of them."""
    page = selectors.lessons(request.person)
    return render(request, "presence/lessons.html", {"page": page})


def lesson(request: Any, lesson: str) -> HttpResponse:
    """Where one begins."""
    return render(request, "presence/lesson.html", {"lesson": _named(lesson)})


def step(request: Any, lesson: str, step: int) -> HttpResponse:
    """One step. Sending the form shows how the answer may land; nothing is written."""
    page = selectors.step(_named(lesson), step)
    if page is None:
        raise Http404
    if request.method != "POST":
        context = {"page": page, "form": ChoiceForm(step=page.step)}
        return render(request, "presence/lesson_step.html", context)
    form = ChoiceForm(request.POST, step=page.step)
    if not form.is_valid():
        context = {"page": page, "form": form}
        return render(request, "presence/lesson_step.html", context, status=422)
    page = selectors.step(page.lesson, step, chosen=form.cleaned_data["choice"])
    return render(request, "presence/lesson_step.html", {"page": page, "form": form})


def done(request: Any, lesson: str) -> HttpResponseBase:
    """Where one ends. That it was done is kept, if somebody says so."""
    found = _named(lesson)
    if request.method != "POST":
        return render(request, "presence/lesson_done.html", {"lesson": found, "form": None})
    form = DoneForm(request.POST)
    if not form.is_valid():
        context = {"lesson": found, "form": form}
        return render(request, "presence/lesson_done.html", context, status=422)
    actions.keep_done(request.person, lesson=found.id, how=form.cleaned_data["how"])
    return redirect("presence:lessons")


def prompts(request: Any, lesson: str) -> HttpResponse:
    """One prompt after the other, to answer aloud. Where one is stands in the address alone."""
    page = selectors.prompt(_named(lesson), _number(request.GET.get("n")))
    if page is None:
        raise Http404
    return render(request, "presence/prompts.html", {"page": page})


def _named(lesson: str) -> Lesson:
    found = bank.every_lesson().get(lesson)
    if found is None:
        raise Http404
    return found


def _number(text: str | None) -> int:
    """A number out of an address, or 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0
