"""Words for feelings and needs: to look at without a trace, and to begin a letter with."""

from html import unescape

import pytest

from nearer.journal.models import Entry
from nearer.practices.honesty import beginnings, texts
from nearer.practices.honesty.entries import Letter
from nearer.vocabulary import words
from tests.letters import NEW
from tests.pictures import hides, page_of, rows_of, says
from tests.presence import present_of

WORDS = "/honesty/words/"
FEELING, NEED, FAUX = words.feelings()[0], words.needs()[0], words.faux()[0]
STEM, GUIDE = texts.stems()[0], texts.guides()[0]


def test_every_family_and_every_group_is_a_tap_away(alice):
    page = alice.page(WORDS)
    for family in words.families().values():
        says(page, family.title, f"{WORDS}feelings/{family.id}/")
    for group in words.groups().values():
        says(page, group.title, f"{WORDS}needs/{group.id}/")
    says(page, f"{WORDS}underneath/")


def test_every_feeling_stands_with_its_gloss_and_the_body_and_can_be_taken(alice):
    for family in words.families().values():
        page = unescape(alice.page(f"{WORDS}feelings/{family.id}/"))
        for word in family.words:
            says(page, word.word, word.gloss, word.body, f"{NEW}?from=feeling.{word.id}")


def test_every_need_stands_with_two_things_to_ask_for(alice):
    for group in words.groups().values():
        page = unescape(alice.page(f"{WORDS}needs/{group.id}/"))
        for word in group.words:
            says(page, word.word, word.gloss, *word.examples, f"{NEW}?from=need.{word.id}")


def test_what_only_sounds_like_a_feeling_leads_to_what_lies_underneath(alice):
    page = unescape(alice.page(f"{WORDS}underneath/"))
    for word in words.faux():
        says(page, word.why, *(f"?from=feeling.{name}" for name in word.feelings))
        says(page, *(f"?from=need.{name}" for name in word.needs))


@pytest.mark.parametrize("path", ["feelings/no-such/", "needs/no-such/", "feelings/x%00/"])
def test_a_family_that_is_none_is_not_found(alice, path):
    assert alice.get(WORDS + path).status_code == 404


def test_looking_at_words_leaves_nothing_behind(alice):
    there = Entry.objects.of(present_of(alice).couple)
    before = there.count()
    family = next(iter(words.families()))
    for path in (WORDS, f"{WORDS}feelings/{family}/", f"{WORDS}underneath/"):
        alice.page(path)
    alice.page(f"{NEW}?from=feeling.{FEELING.id}")
    assert there.count() == before


# --- A letter that begins with it -------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (f"feeling.{FEELING.id}", f"I feel {FEELING.word}."),
        (f"need.{NEED.id}", f"I need {NEED.word}."),
        (f"stem.{STEM.id}", STEM.beginning),
        (f"guide.{GUIDE.key}.1", GUIDE.openers[0]),
        (f"guide.{GUIDE.key}.2", GUIDE.openers[1]),
    ],
)
def test_a_letter_begins_with_what_was_chosen(alice, name, text):
    page = alice.page(f"{NEW}?from={name}")
    says(page, f"\n{text}", f'action="{NEW}?from={name}"', "Go back to it", "Only me.")
    where = alice.post(f"{NEW}?from={name}", {"text": f"{text} More.", "do": "keep"})["Location"]
    says(alice.page(where), f"{text} More.")


def test_the_steps_of_a_guide_stand_beside_the_letter_and_stay_there(alice):
    where = f"{NEW}?from=guide.{GUIDE.key}"
    says(alice.page(where), *GUIDE.steps)
    reply = alice.post(where, {"text": ""})
    assert reply.status_code == 422
    says(page_of(reply), *GUIDE.steps)
    says(page_of(alice.post(where, {"text": "You never listen.", "do": "coach"})), *GUIDE.steps)


@pytest.mark.parametrize(
    "name",
    [
        *("", "x", "feeling", "feeling.", "feeling.no-such", "faux.ignored", "guide.no-such.1"),
        *("guide", ".", "...", "stem.%00", "need." + "x" * 5000, "I+feel+lonely", "feeling.²"),
    ],
)
def test_any_other_word_begins_nothing(alice, name):
    reply = alice.get(f"{NEW}?from={name}")
    assert reply.status_code == 200
    hides(page_of(reply), "What this letter begins with", "I feel")


@pytest.mark.parametrize("opener", ["0", "9", "x", "²", "99", ""])
def test_an_opener_that_is_none_begins_with_nothing_written(opener):
    begun = beginnings.named(f"guide.{GUIDE.key}.{opener}")
    assert begun.text == ""
    assert begun.name == f"guide.{GUIDE.key}"


def test_a_letter_that_was_begun_already_is_not_lost(alice):
    alice.post("/drafts/", {"path": NEW, "tab": "a", "text": "Half a sentence"})
    where = f"{NEW}?from=feeling.{FEELING.id}"
    says(alice.page(where), "\nHalf a sentence</textarea>", f"I feel {FEELING.word}.")
    page = page_of(alice.post(where, {"text": "Half a sentence", "do": "begin"}))
    says(page, f"\nHalf a sentence\n\nI feel {FEELING.word}.</textarea>")
    says(page_of(alice.post(where, {"text": "", "do": "begin"})), f"\nI feel {FEELING.word}.</")
    alice.post(where, {"text": "A whole sentence", "do": "keep"})
    hides(alice.page(NEW), "Half a sentence")


def test_whoever_looks_for_a_word_finds_their_letter_again(alice):
    says(alice.page(NEW), "Look for a word")
    draft = {"text": "When you came in I felt", "do": "words", "tab": "a"}
    assert alice.post(NEW, draft)["Location"] == WORDS
    says(alice.page(NEW), "\nWhen you came in I felt</textarea>")
    where = f"{NEW}?from=feeling.{FEELING.id}"
    says(
        alice.page(where), "\nWhen you came in I felt</textarea>", "Put this at the end of my text"
    )
    assert alice.post(NEW, {"text": " ", "do": "words"})["Location"] == WORDS
    at_length = alice.post(NEW, {"text": "So it is. " * 2000, "do": "words"})
    assert at_length.status_code == 422
    says(page_of(at_length), "Nothing is lost")
    assert not rows_of(alice, Letter.kind).exists()


def test_every_beginning_leads_back_to_where_it_was_chosen(alice):
    for name in (
        f"feeling.{FEELING.id}",
        f"need.{NEED.id}",
        f"stem.{STEM.id}",
        f"guide.{GUIDE.key}",
    ):
        assert alice.get(beginnings.named(name).back).status_code == 200
