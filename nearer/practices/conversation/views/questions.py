"""The pages of the two: today's question, the round, the deck, the journal."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal.actions import AlreadyGiven
from nearer.journal.drafts import Draft, drafts
from nearer.practices.conversation import content
from nearer.practices.conversation.actions import questions as actions
from nearer.practices.conversation.content import Question
from nearer.practices.conversation.forms.questions import AnswerForm, DeckForm, ReplyForm
from nearer.practices.conversation.selectors import questions as selectors
from nearer.practices.conversation.selectors import written
from nearer.practices.conversation.selectors.questions import RoundPage
from nearer.reveal.actions import NotOpenYet
from nearer.reveal.rules import Round
from nearer.sealing.boxes import DoesNotOpen
from nearer.web.pages import render

DIGITS = 6
STAYS = "The first of the two answers is on its way, so this one stays as it was sealed."
CLOSED = (
    "You took yours back when the other one was on its way, so this round stays closed. "
    "Your words are still here: keep them for yourself, or put the question to you both again."
)
REPLY = "?reply"
"""The line back has drafts of its own: an answer that was not sent must never stand in it."""


def question_or_404(name: str) -> Question:
    question = content.everything().get(name)
    if question is None:
        raise Http404
    return question


def small_number(text: str | None) -> int:
    """A number out of an address, or 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= DIGITS else 0


def index(request: Any) -> HttpResponse:
    return render(request, "conversation/index.html", {"page": selectors.index(request.person)})


def round_(request: Any, subject: UUID) -> HttpResponse:
    """One round. While it waits, an open page asks again by itself."""
    page = _round_or_404(request, subject)
    return _round(request, page, _answer_form(request, page))


def _round_or_404(request: Any, subject: UUID) -> RoundPage:
    page = selectors.round_page(request.person, subject)
    if page is None:
        raise Http404
    return page


def _answer_form(request: Any, page: RoundPage) -> AnswerForm:
    """Begin with what was being typed, else with what is sealed and may still be edited."""
    found = _drafts(request, page)
    if found:
        return AnswerForm(initial={"text": found[0].fields.get("text", "")})
    return AnswerForm(initial={"text": page.mine.payload.text if page.mine else ""})


def _drafts(request: Any, page: RoundPage, form: str = "") -> list[Draft]:
    here = reverse("conversation:round", kwargs={"subject": page.subject}) + form
    return drafts(request.person.vault, request.person.couple, path=here)


def _round(
    request: Any,
    page: RoundPage,
    form: AnswerForm,
    reply: ReplyForm | None = None,
    *,
    status: int = 200,
    note: str = "",
    kept: str = "",
) -> HttpResponse:
    opened = page.state is Round.OPEN
    found = [d.fields.get("text", "") for d in _drafts(request, page, REPLY if opened else "")]
    typed, line = ([], next(iter(found), "")) if opened else (found, "")
    context = {
        "page": page,
        "form": form,
        "reply": reply or ReplyForm(initial={"text": line}),
        "beside": typed[1] if len(typed) > 1 else "",
        "editing": "edit" in request.GET or form.is_bound,
        "note": note,
        "texts": [kept] if kept and not _shows(page, form) else [],
    }
    fragment = request.htmx_fragment
    template = "conversation/_round.html" if fragment else "conversation/round.html"
    return render(request, template, context, status=status)


def _shows(page: RoundPage, form: AnswerForm) -> bool:
    """Whether the page at this state has the form, and so what was typed, on it."""
    return form.is_bound and (page.state is Round.YOUR_TURN or page.waits)


@require_POST
def answer(request: Any, subject: UUID) -> HttpResponseBase:
    """Seal an answer, or keep it for oneself."""
    page = _round_or_404(request, subject)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _round(request, page, form, status=422, kept=form.data.get("text", ""))
    text = form.cleaned_data["text"]
    if "for_me" in request.POST:
        actions.keep_out_of_round(
            request.person, subject=subject, question=page.question.id, text=text
        )
        actions.sent(request.person, request.path.removesuffix("answer/"))
        return redirect("conversation:alone", question=page.question.id)
    try:
        actions.seal_answer(request.person, subject=subject, question=page.question.id, text=text)
    except AlreadyGiven:
        note = STAYS if page.mine else CLOSED
        return _round(request, page, form, status=409, note=note, kept=text)
    actions.sent(request.person, request.path.removesuffix("answer/"))
    return _again(request, subject)


def _again(request: Any, subject: UUID) -> HttpResponseBase:
    if request.htmx_fragment:
        page = _round_or_404(request, subject)
        return _round(request, page, AnswerForm(initial=_text_of(page)))
    return redirect("conversation:round", subject=subject)


def _text_of(page: RoundPage) -> dict[str, str]:
    return {"text": page.mine.payload.text if page.mine else ""}


@require_POST
def open_(request: Any, subject: UUID) -> HttpResponseBase:
    """Open both answers."""
    page = _round_or_404(request, subject)
    if page.state is not Round.READY:
        return _again(request, subject)
    try:
        actions.open_both(request.person, subject)
    except NotOpenYet:
        return _again(request, subject)
    except DoesNotOpen:
        note = "This answer was changed outside Nearer, so it does not open. Yours stays shut."
        return _round(request, page, AnswerForm(), status=409, note=note)
    return _again(request, subject)


@require_POST
def take_back(request: Any, subject: UUID) -> HttpResponseBase:
    """Make one's answer one's own again."""
    page = _round_or_404(request, subject)
    if page.mine is not None:
        actions.take_back(request.person, page.mine)
    return redirect("conversation:alone", question=page.question.id)


@require_POST
def reply(request: Any, subject: UUID) -> HttpResponseBase:
    """One line to the other's answer."""
    page = _round_or_404(request, subject)
    form = ReplyForm(request.POST)
    if page.theirs is None:
        typed = form.data.get("text", "")
        if not typed:
            return _again(request, subject)
        note = "The answer you wrote to is not here any more, so nothing was sent."
        return _round(request, page, AnswerForm(), status=409, note=note, kept=typed)
    if not form.is_valid():
        typed = "" if page.my_reply is None else form.data.get("text", "")
        return _round(request, page, AnswerForm(), form, status=422, kept=typed)
    actions.reply(request.person, subject=subject, text=form.line)
    actions.sent(request.person, request.path.removesuffix("reply/") + REPLY)
    return _again(request, subject)


def deck(request: Any) -> HttpResponseBase:
    """Choose the questions for both."""
    if request.person.partner is None:
        return redirect("conversation:index")
    form = DeckForm(request.POST or None, initial=selectors.chosen(request.person))
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "conversation/deck.html", {"form": form}, status=status)
    actions.choose_deck(request.person, **form.cleaned_data)
    return redirect("conversation:index")


def journal(request: Any) -> HttpResponse:
    """One's own answers and what was opened. A search is posted: no address keeps the word."""
    year, start = request.GET.get("year", ""), request.POST.get("start", request.GET.get("start"))
    page = written.journal(
        request.person,
        year=small_number(year) or None,
        search=request.POST.get("q", "").strip()[:80],
        start=small_number(start),
    )
    return render(request, "conversation/journal.html", {"page": page})


def favourites(request: Any) -> HttpResponse:
    context = {"questions": selectors.favourites(request.person)}
    return render(request, "conversation/favourites.html", context)


def paper(request: HttpRequest, question: str) -> HttpResponse:
    """A sheet for two, to print, with space to write."""
    context = {"question": question_or_404(question)}
    return render(request, "conversation/paper.html", context)
