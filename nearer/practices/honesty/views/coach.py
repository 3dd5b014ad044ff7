"""The coach beside a text: a fragment while somebody writes, or the whole page on a button.

Nothing of the text is kept here: it comes in the body, is read, and goes back in the answer.
"""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_POST

from nearer.accounts.present import Present
from nearer.coach import read
from nearer.practices.honesty import practising
from nearer.practices.honesty.forms.coach import CoachForm
from nearer.practices.honesty.rules import coach as rules
from nearer.practices.honesty.selectors import coach as selectors
from nearer.practices.honesty.selectors.coach import CoachPage
from nearer.web.fields import ANSWER_BYTES
from nearer.web.pages import render

ASK: Final = "coach"
"""What the coach's buttons send as `do`, alone or with a step behind it: `coach.use`."""
EMPTY: Final = "There is nothing to read yet. Write a line first; a short one is fine."
MOVED: Final = "Your text has changed since that was offered. This is how it reads now."
FULL: Final = "There is no room for it: the text would be longer than fits. It is as it was."
NO_FIT: Final = "With that word there is no offer here. Another one may do, or none."
USED: Final = "It is in your text now."
ADDED: Final = "It stands at the end of your text now."
BACK: Final = "Your own words are back."


def asked(sent: QueryDict) -> bool:
    """Whether it was a button of the coach that sent this form."""
    return sent.get("do", "").partition(".")[0] == ASK


@require_POST
def coach(request: Any) -> HttpResponse:
    """The coach's part alone, for a page that asks while somebody writes."""
    page = turned(request.POST, request.person)
    context = {"coach": page, "here": ""}
    return render(request, "honesty/_coach.html", context, status=status_of(page))


def status_of(page: CoachPage) -> int:
    return 422 if page.refused else 200


def turned(sent: QueryDict, person: Present) -> CoachPage:
    """What the coach's part shows after a button of it was pressed, or a pause in writing."""
    form = CoachForm(sent)
    form.whose = person.id.bytes
    form.is_valid()
    if form.note:
        typed = sent.get("text", "").replace("\r\n", "\n")
        return CoachPage(text=typed, note=form.note, refused=True)
    step, _, which = sent.get("do", "").partition(".")[2].partition(".")
    text = form.cleaned_data["text"]
    match step:
        case "undo":
            return _undone(form, text)
        case "need":
            sentence = next((need.text for need in practising.needs() if need.id == which), "")
            return _changed(form, text, rules.with_sentence(text, sentence), ADDED)
        case "use" | "part":
            return _used(form, text, which)
        case _:
            return _read(form, text, step)


def _read(form: CoachForm, text: str, step: str = "") -> CoachPage:
    """A reading of this text, with what was chosen and put away before."""
    quiet, mine = form.said("coach_quiet"), form.said("coach_mine")
    earlier = form.cleaned_data.get("coach_earlier", "")
    if not text:
        return CoachPage(note=EMPTY if form.data.get("do") else "", earlier=earlier)
    if step == "mine":
        mine = form.said("coach_offer")
    feeling = form.said("coach_word") or form.said("coach_feeling")
    reading, own, note = read(text, whose=form.whose), None, ""
    if step == "calm":
        quiet = reading.danger or ""
    offered = reading.rewrite.feelings if reading.rewrite else ()
    if feeling and offered and feeling not in offered:
        own = read(text, feeling=feeling, whose=form.whose).rewrite
        note = "" if own else NO_FIT
    page = selectors.page(
        text,
        reading,
        feeling=feeling,
        own=own,
        needs=practising.needs(),
        quiet=quiet,
        mine=mine,
    )
    return replace(page, note=note, earlier=earlier)


def _used(form: CoachForm, text: str, which: str) -> CoachPage:
    """The offer, or one sentence of it, in the place of what it was made for."""
    now = _read(form, text)
    offer = now.offer
    if offer is None or offer.key != form.said("coach_offer"):
        return replace(now, note=MOVED)
    by, parts = offer.text, offer.sentences
    if which.isdecimal() and 0 < int(which[:2]) <= len(parts):
        by = parts[int(which[:2]) - 1]
    return _changed(form, text, rules.replaced(text, start=offer.start, end=offer.end, by=by), USED)


def _changed(form: CoachForm, text: str, new: str, note: str) -> CoachPage:
    if len(new.encode()) > ANSWER_BYTES:
        return replace(_read(form, text), note=FULL)
    return replace(_read(form, new), note=note, changed=True, earlier=text)


def _undone(form: CoachForm, text: str) -> CoachPage:
    earlier = form.cleaned_data.get("coach_earlier", "")
    if not earlier:
        return _read(form, text)
    return replace(_read(form, earlier), note=BACK, changed=True, earlier=text, undone=True)
