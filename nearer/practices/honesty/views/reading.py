"""Being read in a safe place: a moment, a sentence, and then words."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.journal.actions import NoPartnerYet
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.practices.honesty.actions import reading as actions
from nearer.practices.honesty.actions.reading import AnsweredOften, NothingToAnswer
from nearer.practices.honesty.forms.letters import ReplyForm
from nearer.practices.honesty.forms.reading import MomentForm, SentenceForm
from nearer.practices.honesty.rules.letters import Door, When
from nearer.practices.honesty.selectors import letters as selectors
from nearer.practices.honesty.selectors.coach import CoachPage
from nearer.practices.honesty.selectors.letters import LetterPage
from nearer.practices.honesty.views import coach
from nearer.practices.honesty.views.letters import (
    ABOUT_IT,
    drop_drafts,
    letter_page,
    page_or_404,
)
from nearer.web.pages import render

NO_MOMENT: Final = "Choose one of the three moments. The letter has stayed closed."
CLOSED: Final = (
    "The letter is not open for words now, so nothing was sent. What you wrote stands below."
)
GONE: Final = "The letter is not here any more, so nothing was sent."
OFTEN: Final = (
    "There are many answers to this letter already, and one more has no room. "
    "What you wrote stands below: a letter of its own can hold it."
)


def _to_me_or_404(request: Any, letter: UUID) -> LetterPage:
    page = page_or_404(request, letter)
    if page.mine or not page.there:
        raise Http404
    return page


def receive(request: Any, letter: UUID) -> HttpResponseBase:
    """Choose a moment for a letter, before a word of it is shown. Its writer never learns which."""
    page = _to_me_or_404(request, letter)
    if page.door is Door.READ:
        return redirect("honesty:letter", letter=letter)
    if request.method == "POST":
        form = MomentForm(request.POST)
        if not form.is_valid():
            return _receive(request, page, status=422, note=NO_MOMENT)
        when = When(form.cleaned_data["when"])
        try:
            actions.choose_moment(request.person, letter, when)
        except NothingToAnswer:
            return _gone(request, letter)
        return redirect("honesty:letter", letter=letter)
    return _receive(request, page)


def _receive(request: Any, page: LetterPage, *, status: int = 200, note: str = "") -> HttpResponse:
    context = {"page": page, "note": note}
    return render(request, "honesty/receive.html", context, status=status)


def _gone(request: Any, letter: UUID) -> HttpResponse:
    """The page of a letter that went while its reader looked at it, with what they had typed."""
    page = selectors.letter_page(request.person, letter) or selectors.gone(letter)
    kept = request.POST.get("text_about", "")
    return letter_page(request, page, status=409, note=GONE, kept=kept)


@require_POST
def answer(request: Any, letter: UUID) -> HttpResponseBase:
    """Say the first sentence, or another one in its place; or take it back."""
    if request.POST.get("do") == "unsay":
        page_or_404(request, letter)
        actions.unsay(request.person, letter)
        _drop_if_gone(request, letter)
        return redirect("honesty:letter", letter=letter)
    if selectors.went(request.person, letter):
        return _gone(request, letter)
    page = _to_me_or_404(request, letter)
    if page.door is not Door.READ:
        return redirect("honesty:receive", letter=letter)
    person = request.person
    form = SentenceForm(request.POST, now=person.now, zone=clock.zone_or_utc(person.zone))
    if not form.is_valid():
        return letter_page(request, page, form, status=422)
    sentence = form.cleaned_data["sentence"]
    try:
        actions.receive(person, letter, sentence=sentence, about=form.about, back=form.moment)
    except (NothingToAnswer, NoPartnerYet):
        return _gone(request, letter)
    drafts.drop(person.pen, path=request.path)
    return redirect("honesty:letter", letter=letter)


def reply(request: Any, letter: UUID) -> HttpResponseBase:
    """Answer in free words, once a first sentence was said."""
    page = page_or_404(request, letter)
    if request.method == "POST":
        return _send(request, page)
    if not page.words_open:
        return redirect("honesty:letter", letter=letter)
    return _reply(request, page, None)


def _send(request: Any, page: LetterPage) -> HttpResponseBase:
    if coach.asked(request.POST):
        return _reply(request, page, None, read=coach.turned(request.POST, request.person))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _reply(request, page, form, status=422)
    try:
        actions.reply(request.person, page.letter, form.cleaned_data["text"])
    except (NothingToAnswer, NoPartnerYet):
        return _reply(request, page, form, status=409, note=CLOSED)
    except AnsweredOften:
        return _reply(request, page, form, status=409, note=OFTEN)
    drafts.drop(request.person.pen, path=request.path)
    return redirect("honesty:letter", letter=page.letter)


def _reply(
    request: Any,
    page: LetterPage,
    form: ReplyForm | None,
    *,
    status: int = 200,
    note: str = "",
    read: CoachPage | None = None,
) -> HttpResponse:
    """The page to answer on. `read` is what the coach said of the text, where it was asked."""
    here = reverse("honesty:reply", kwargs={"letter": page.letter})
    found = drafts.drafts(request.person.vault, request.person.couple, path=here)
    typed = [draft.fields.get("text", "") for draft in found]
    text = read.text if read else typed[0] if typed else ""
    context = {
        "page": page,
        "here": here,
        "form": form or ReplyForm(initial={"text": text}),
        "beside": typed[1] if len(typed) > 1 else "",
        "note": note,
        "coach": read or CoachPage(),
    }
    status = coach.status_of(read) if read else status
    return render(request, "honesty/reply.html", context, status=status)


@require_POST
def take_reply_back(request: Any, entry: UUID) -> HttpResponseBase:
    """Make an answer one's own again."""
    try:
        letter = actions.take_reply_back(request.person, entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    _drop_if_gone(request, letter)
    return redirect("honesty:letter", letter=letter)


@require_POST
def let_reply_go(request: Any, entry: UUID) -> HttpResponseBase:
    """Delete an answer of one's own."""
    try:
        letter = actions.let_reply_go(request.person, entry)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    page = _drop_if_gone(request, letter)
    return redirect("honesty:letter", letter=letter) if page else redirect("honesty:index")


def _drop_if_gone(request: Any, letter: UUID) -> LetterPage | None:
    """The page of the letter. Where it is gone nobody can send what was typed about it, and
    whoever now undoes their part is done with that, too.
    """
    page = selectors.letter_page(request.person, letter)
    if page is None or not page.there:
        drop_drafts(request, letter, *ABOUT_IT)
    return page
