"""Words for the first conversation: choose, make them one's own, keep or print. Nothing is sent."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.actions import talk as actions
from nearer.practices.acknowledge.content import Script
from nearer.practices.acknowledge.forms.talk import TalkForm
from nearer.practices.acknowledge.rules import talk as rules
from nearer.practices.acknowledge.rules.talk import Choice
from nearer.practices.acknowledge.selectors import talk as selectors
from nearer.practices.acknowledge.selectors.talk import OwnPage
from nearer.practices.registration import openings
from nearer.web.pages import render

PART = 20
TALK = 10
"""Minutes: a first talk is short."""


def script_or_404(name: str) -> Script:
    script = content.scripts().get(name)
    if script is None:
        raise Http404
    return script


def talk(request: Any) -> HttpResponse:
    """Situation, tone, length: plain links, and then the words."""
    asked = Choice(*(request.GET.get(name, "")[:PART] for name in ("situation", "tone", "length")))
    chosen = rules.choice(
        asked,
        situations=content.situations(),
        tones=content.TONES,
        lengths=content.LENGTHS,
    )
    context = {
        "chosen": chosen,
        "script": content.script_for(
            situation=chosen.situation, tone=chosen.tone, length=chosen.length
        ),
        "situations": content.situations(),
        "tones": content.TONES,
        "lengths": content.LENGTHS,
        "mine": selectors.mine(request.person),
        "openings": [it for it in openings(minutes=TALK) if it.spoken],
    }
    return render(request, "acknowledge/talk.html", context)


def own(request: Any, script: str) -> HttpResponseBase:
    """The same script in one's own words, kept for oneself."""
    page = selectors.own(request.person, script_or_404(script))
    if request.method != "POST":
        return _own(request, page)
    form = TalkForm(request.POST)
    if not form.is_valid():
        return _own(request, page, form, status=422)
    actions.keep(request.person, script=script, text=form.cleaned_data["text"])
    drafts.drop(request.person.pen, path=request.path)
    return redirect("acknowledge:own", script=script)


def _own(
    request: Any, page: OwnPage, form: TalkForm | None = None, *, status: int = 200
) -> HttpResponse:
    here = reverse("acknowledge:own", kwargs={"script": page.script.id})
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    typed = [draft.fields.get("text", "") for draft in found]
    context = {
        "page": page,
        "here": here,
        "situation": content.situations()[page.script.situation],
        "form": form or TalkForm(initial={"text": typed[0] if typed else page.text}),
        "editing": "edit" in request.GET or bool(typed) or form is not None or page.mine is None,
        "beside": typed[1] if len(typed) > 1 else "",
    }
    return render(request, "acknowledge/own.html", context, status=status)


@require_POST
def let_go(request: Any, script: str) -> HttpResponseBase:
    """Delete what one made of it; the script stays."""
    actions.let_go(request.person, script=script_or_404(script).id)
    return redirect("acknowledge:talk")


def paper(request: Any, script: str) -> HttpResponse:
    """A sheet to print: one's own words, or the script's."""
    page = selectors.own(request.person, script_or_404(script))
    return render(request, "acknowledge/paper.html", {"page": page})


def replies(request: Any) -> HttpResponse:
    """For whoever hears such an opening."""
    by_kind = {
        heading: [r for r in content.replies().values() if r.kind == kind and not r.retired]
        for kind, heading in content.KINDS.items()
    }
    return render(request, "acknowledge/replies.html", {"by_kind": by_kind})
