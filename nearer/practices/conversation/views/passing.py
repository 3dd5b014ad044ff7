"""Both answer on one phone. What the first wrote is gone from the screen before the second
takes it, and both texts appear together.
"""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.accounts import passing
from nearer.practices.conversation import content
from nearer.practices.conversation.actions import questions as actions
from nearer.practices.conversation.forms.questions import AnswerForm
from nearer.practices.conversation.rules.questions import Stage, next_stage
from nearer.practices.conversation.views.questions import question_or_404
from nearer.web.pages import render


@require_POST
def start(request: Any, question: str) -> HttpResponseBase:
    """From here on this session shows this round and nothing else."""
    texts = {"stage": Stage.FIRST, "question": question_or_404(question).id}
    passing.begin(request, path=reverse("conversation:passing"), texts=texts)
    return redirect("conversation:passing")


def round_(request: Any) -> HttpResponseBase:
    """Whatever this round is at: the page follows the stage, never the address."""
    texts = passing.read(request)
    if texts is None:
        return redirect("conversation:index")
    if request.method != "POST":
        return _stage(request, texts, AnswerForm())
    if request.POST.get("stage") != texts["stage"]:  # an old page, sent again
        return redirect("conversation:passing")
    if "stop" in request.POST:
        passing.end(request)
        return redirect("unlock")
    form = AnswerForm(request.POST)
    stage = Stage(texts["stage"])
    if stage in {Stage.FIRST, Stage.SECOND} and not form.is_valid():
        return _stage(request, texts, form, status=422)
    return _step(request, texts, stage, form)


def _step(request: Any, texts: dict[str, str], stage: Stage, form: AnswerForm) -> HttpResponseBase:
    if stage in {Stage.FIRST, Stage.SECOND}:
        texts[stage] = form.cleaned_data["text"]
    if stage is Stage.KEEP_SECOND:
        if "keep" in request.POST:
            actions.keep_passed(request.person, texts, second=_second(request))
        passing.end(request)
        return redirect("unlock")
    if stage is Stage.KEEP_FIRST and "keep" not in request.POST:
        passing.end(request)
        return redirect("unlock")
    texts["stage"] = next_stage(stage)
    passing.write(request, texts)
    return redirect("conversation:passing")


def _second(request: Any) -> str:
    partner = request.person.partner
    return partner.name if partner else "My partner"


def _stage(
    request: Any, texts: dict[str, str], form: AnswerForm, *, status: int = 200
) -> HttpResponse:
    stage = Stage(texts["stage"])
    shown = stage in {Stage.OPEN, Stage.KEEP_FIRST, Stage.KEEP_SECOND}
    context = {
        "stage": stage,
        "question": content.everything()[texts["question"]],
        "form": form,
        "first": texts[Stage.FIRST] if shown else "",
        "second": texts[Stage.SECOND] if shown else "",
        "owner": request.person.name or "You",
        "other": _second(request),
    }
    response = render(request, "conversation/passing.html", context, status=status)
    # `no-store` alone does not keep a page out of the back-forward cache; a response
    # that clears an HttpOnly cookie does (docs/architecture.md, "The phone is passed").
    response.set_cookie("passed", "", max_age=0, httponly=True, samesite="Lax")
    return response
