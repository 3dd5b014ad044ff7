"""Writing a letter: kept for oneself, changed, shared with a wish, taken back."""

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
from nearer.practices.honesty.actions import letters as actions
from nearer.practices.honesty.actions.letters import ChangedOften, SharedMeanwhile
from nearer.practices.honesty.beginnings import named
from nearer.practices.honesty.forms.letters import LetterForm, WishForm
from nearer.practices.honesty.forms.reading import SentenceForm
from nearer.practices.honesty.rules.letters import Door
from nearer.practices.honesty.selectors import letters as selectors
from nearer.practices.honesty.selectors.coach import CoachPage
from nearer.practices.honesty.selectors.letters import LetterPage
from nearer.practices.honesty.views import coach
from nearer.web.pages import render

MEANWHILE: Final = (
    "Who can read this letter has changed since you began to write. "
    "Nothing was sent: what you wrote stands below."
)
OFTEN: Final = (
    "This letter has been changed so often that one more version has no room. "
    "What you wrote stands below: begin a new letter with it."
)

ABOUT_IT: Final = ("honesty:answer", "honesty:reply")
"""The pages on which something is said about a letter."""


def page_or_404(request: Any, letter: UUID) -> LetterPage:
    page = selectors.letter_page(request.person, letter)
    if page is None:
        raise Http404
    return page


def mine_or_404(request: Any, letter: UUID) -> LetterPage:
    page = page_or_404(request, letter)
    if not (page.mine and page.there):
        raise Http404
    return page


def new(request: Any) -> HttpResponseBase:
    """Write a letter. It is kept for its writer, and shared on a page of its own."""
    if request.method != "POST":
        return _compose(request, None)
    form, aside = LetterForm(request.POST), _aside(request)
    if aside is not None:
        return aside
    if not form.is_valid():
        return _compose(request, form, status=422)
    if request.POST.get("do") == "words":
        return _for_a_word(request, form.cleaned_data["text"])
    letter = actions.keep(request.person, form.cleaned_data["text"])
    drafts.drop(request.person.pen, path=request.path)
    return _on(request, letter)


def _aside(request: Any) -> HttpResponseBase | None:
    """What a button does that only turns to what stands beside the text."""
    if coach.asked(request.POST):
        return _compose(request, None, read=coach.turned(request.POST, request.person))
    begun, text = named(request.GET.get("from", "")), request.POST.get("text", "")
    match request.POST.get("do"):
        case "begin" if begun:
            return _compose(request, None, read=CoachPage(text=begun.after(text)))
        case "words" if not text.strip():
            return redirect("honesty:words")
        case _:
            return None


def _for_a_word(request: Any, text: str) -> HttpResponseBase:
    """To the words, and what was written so far stays, sealed, as if it had just been typed."""
    tab = request.POST.get("tab", "")[:40]
    drafts.save(request.person.pen, path=request.path, tab=tab, fields={"text": text})
    return redirect("honesty:words")


def _on(request: Any, letter: UUID) -> HttpResponseBase:
    """Where it goes from a kept letter: to sharing it, for whoever asked for that."""
    then = "honesty:share" if request.POST.get("do") == "share" else "honesty:letter"
    return redirect(then, letter=letter)


def edit(request: Any, letter: UUID) -> HttpResponseBase:
    """Change a letter: in its place while it is private, as a later version once it is shared."""
    page = mine_or_404(request, letter)
    if request.method != "POST":
        return _compose(request, None, page=page)
    if coach.asked(request.POST):
        return _compose(request, None, page=page, read=coach.turned(request.POST, request.person))
    form = LetterForm(request.POST)
    if not form.is_valid():
        return _compose(request, form, page=page, status=422)
    shared, text = request.POST.get("shown") == "shared", form.cleaned_data["text"]
    try:
        actions.change(request.person, letter, text, shared=shared)
    except SharedMeanwhile:
        return _compose(request, form, page=page, status=409, note=MEANWHILE)
    except ChangedOften:
        return _compose(request, form, page=page, status=409, note=OFTEN)
    drafts.drop(request.person.pen, path=request.path)
    return _on(request, letter)


def _compose(
    request: Any,
    form: LetterForm | None,
    *,
    page: LetterPage | None = None,
    status: int = 200,
    note: str = "",
    read: CoachPage | None = None,
) -> HttpResponse:
    """The page to write on. `read` is what the coach said of the text, where it was asked."""
    begun = None if page else named(request.GET.get("from", ""))
    found = drafts.drafts(request.person.vault, request.person.couple, path=request.path)
    typed = [draft.fields.get("text", "") for draft in found]
    first = page.text if page else begun.text if begun else ""
    text = read.text if read else typed[0] if typed else first
    context = {
        "page": page,
        "here": request.path + (begun.query if begun else ""),
        "begun": begun,
        "form": form or LetterForm(initial={"text": text}),
        "beside": typed[1] if len(typed) > 1 else "",
        "note": note,
        "coach": read or CoachPage(),
    }
    status = coach.status_of(read) if read else status
    return render(request, "honesty/compose.html", context, status=status)


def letter(request: Any, letter: UUID) -> HttpResponseBase:
    """One letter. Its reader first chooses a moment, on a page of its own."""
    page = page_or_404(request, letter)
    if page.door is not Door.READ:
        return redirect("honesty:receive", letter=letter)
    return letter_page(request, page)


def letter_page(
    request: Any,
    page: LetterPage,
    form: SentenceForm | None = None,
    *,
    status: int = 200,
    note: str = "",
    kept: str = "",
) -> HttpResponse:
    """A letter with what was said about it; `form` is the reader's first sentence.

    `kept` is what they had typed, where there is no field for it any more.
    """
    here = reverse("honesty:answer", kwargs={"letter": page.letter})
    person = request.person
    asked = form is None and not page.mine
    found = drafts.drafts(person.vault, person.couple, path=here) if asked else []
    typed = {name: value for draft in found[:1] for name, value in draft.fields.items()}
    blank = SentenceForm(initial=typed, now=person.now, zone=clock.zone_or_utc(person.zone))
    context = {
        "page": page,
        "here": here,
        "form": form or blank,
        "again": "again" in request.GET or form is not None,
        "note": note,
        "kept": kept,
    }
    return render(request, "honesty/letter.html", context, status=status)


def share(request: Any, letter: UUID) -> HttpResponseBase:
    """Choose how one would like to be received, and share. Alone, how inviting works."""
    page = mine_or_404(request, letter)
    if page.shared:
        return redirect("honesty:letter", letter=letter)
    posted = request.POST if request.method == "POST" else None
    form = WishForm(posted, initial={"wish": page.wish.id if page.wish else ""})
    if form.is_valid():
        try:
            actions.share(request.person, letter, wish=form.cleaned_data["wish"])
        except NoPartnerYet:
            return redirect("honesty:share", letter=letter)
        return redirect("honesty:letter", letter=letter)
    status = 422 if form.errors else 200
    return render(request, "honesty/share.html", {"page": page, "form": form}, status=status)


@require_POST
def take_back(request: Any, letter: UUID) -> HttpResponseBase:
    """Make a letter one's own again."""
    try:
        actions.take_back(request.person, letter)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    return redirect("honesty:letter", letter=letter)


@require_POST
def let_go(request: Any, letter: UUID) -> HttpResponseBase:
    """Delete a letter of one's own."""
    try:
        actions.let_go(request.person, letter)
    except Entry.DoesNotExist as missing:
        raise Http404 from missing
    drop_drafts(request, letter, "honesty:edit", *ABOUT_IT)
    return redirect("honesty:index")


def drop_drafts(request: Any, letter: UUID, *pages: str) -> None:
    """What was typed on these pages of a letter, which nobody comes to any more."""
    for page in pages:
        drafts.drop(request.person.pen, path=reverse(page, kwargs={"letter": letter}))
