"""The pages for one: a question for oneself, the journal's answers, the first exercise."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.accounts import actions as accounts
from nearer.accounts import devices, sessions
from nearer.accounts.door import as_present
from nearer.couples.guests import comes_as_guest, not_usable, own_way
from nearer.couples.selectors import LinkNotUsable, behind
from nearer.journal.actions import NoPartnerYet
from nearer.journal.drafts import drafts
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.lib.access import anyone
from nearer.practices.conversation import content
from nearer.practices.conversation.actions import questions as actions
from nearer.practices.conversation.forms.questions import AnswerForm, BeginForm, GuestForm
from nearer.practices.conversation.selectors import questions as selectors
from nearer.practices.conversation.views.questions import question_or_404, small_number
from nearer.web.pages import render


@anyone
def begin(request: Any) -> HttpResponseBase:
    """The exercise before the account: the first POST makes a person, a GET makes nothing."""
    if request.person is not None:
        return redirect("conversation:another")
    question = content.everything().get(content.WELCOME) or content.bank()[0]
    form = BeginForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"question": question, "form": form}
        return render(request, "conversation/begin.html", context, status=status)
    newcomer = accounts.begin(
        now=clock.now(), zone=form.cleaned_data["zone"], label=devices.label(request)
    )
    present = as_present(newcomer.vault, newcomer.ticket)
    actions.keep_for_myself(present, question=question.id, text=form.cleaned_data["text"])
    response = redirect("take-words")
    sessions.hand_out(response, request, newcomer.ticket)
    return response


@anyone
def guest(request: Any, code: str) -> HttpResponseBase:
    """A guest answers one question, straight from the link."""
    try:
        asked = behind(code, now=clock.now())
    except LinkNotUsable:
        if (way := own_way(request, code)) is not None:
            return way
        return _used_meanwhile(request) if request.POST.get("text") else not_usable(request)
    if request.person is not None:
        # Without words they take those first, or what they wrote before loses its only key.
        wordless = request.person.provisional_until is not None
        return redirect("take-words") if wordless else redirect("invitation", code=code)
    question = question_or_404(asked.attached.get("question", ""))
    form = GuestForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"question": question, "form": form, "asked": asked}
        return render(request, "conversation/guest.html", context, status=status)
    try:
        newcomer = comes_as_guest(request, asked, form)
    except LinkNotUsable:
        return _used_meanwhile(request)
    actions.seal_answer(
        as_present(newcomer.vault, newcomer.ticket),
        subject=UUID(asked.attached["round"]),
        question=question.id,
        text=form.cleaned_data["text"],
    )
    response = redirect("take-words")
    sessions.hand_out(response, request, newcomer.ticket)
    return response


def _used_meanwhile(request: Any) -> HttpResponse:
    """Too late, and what was written stands there to be copied."""
    context = {"texts": [request.POST["text"]]}
    return render(request, "conversation/used_meanwhile.html", context, status=410)


def another(request: Any) -> HttpResponse:
    """A question for oneself. "Another one" costs nothing and is not visible to anybody."""
    page = selectors.another(
        request.person,
        number=small_number(request.GET.get("n")),
        depth=small_number(request.GET.get("depth")),
        theme=request.GET.get("theme", "")[:20],
    )
    return _alone(request, page)


def question(request: Any, question: str) -> HttpResponseBase:
    """One question for oneself, and what one wrote about it."""
    found = question_or_404(question)
    page = selectors.alone(request.person, found)
    if request.method != "POST":
        return _alone(request, page)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _alone(request, page, form, status=422)
    actions.keep_for_myself(request.person, question=found.id, text=form.cleaned_data["text"])
    actions.sent(request.person, request.path)
    return redirect("conversation:alone", question=found.id)


def _alone(
    request: Any, page: selectors.AlonePage, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    path = f"/conversation/question/{page.question.id}/"
    kept = drafts(request.person.vault, request.person.couple, path=path)
    text = kept[0].fields.get("text", "") if kept else ""
    if not text and page.mine:
        text = page.mine.payload.text
    context = {
        "page": page,
        "form": form or AnswerForm(initial={"text": text}),
        "path": path,
        "depths": content.DEPTHS,
        "themes": content.THEMES,
        "beside": kept[1].fields.get("text", "") if len(kept) > 1 else "",
        "editing": "edit" in request.GET or bool(kept) or form is not None,
    }
    return render(request, "conversation/alone.html", context, status=status)


@require_POST
def favourite(request: Any, question: str) -> HttpResponseBase:
    actions.mark_favourite(request.person, question_or_404(question).id)
    return redirect("conversation:alone", question=question)


@require_POST
def put(request: Any, question: str) -> HttpResponseBase:
    """Ask both of us this question, as a visible act."""
    found = question_or_404(question)
    try:
        subject = actions.put_to_both(request.person, found.id)
    except NoPartnerYet:
        return redirect("conversation:invite")
    return redirect("conversation:round", subject=subject)


@require_POST
def share(request: Any, entry: UUID) -> HttpResponseBase:
    """Show an answer of one's own after all."""
    try:
        actions.share_later(request.person, entry)
    except NoPartnerYet:
        return redirect("two")
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("conversation:journal")


@require_POST
def unshare(request: Any, entry: UUID) -> HttpResponseBase:
    """Take a shared answer back."""
    try:
        actions.unshare(request.person, entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("conversation:journal")


def invite(request: Any) -> HttpResponseBase:
    """Ask the partner in with one question that both answer."""
    present = request.person
    if present.partner is not None:
        return redirect("conversation:index")
    if not present.name:
        return redirect("take-words")
    chosen = question_or_404(request.GET.get("question") or content.WELCOME)
    page = selectors.alone(present, chosen)
    initial = {"text": page.mine.payload.text if page.mine else ""}
    form = AnswerForm(request.POST or None, initial=initial)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"question": chosen, "form": form}
        return render(request, "conversation/invite.html", context, status=status)
    actions.invite_with(present, question=chosen.id, text=form.cleaned_data["text"])
    return redirect("two")
