"""The coach beside a text: marks, reasons, an offer to take and to undo, and nothing kept."""

import logging
import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from uuid import uuid4

import pytest
import time_machine
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.accounts.models import Late
from nearer.coach import read as real
from nearer.coach.reading import DANGERS, LABELS, PARTS, Mark, Reading, Rewrite
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.practices.honesty import practising
from nearer.practices.honesty.checks import practising as checks
from nearer.practices.honesty.rules import coach as rules
from nearer.practices.honesty.selectors import coach as selectors
from nearer.practices.honesty.views import coach as views
from tests.pictures import hides, rows_of, says
from tests.presence import present_of

NEW, COACH, PRACTISE = "/honesty/letters/new/", "/honesty/coach/", "/honesty/practise/"
BLAME = "You never wait for me."
TEXT = f"{BLAME} The hall was dark & cold.\n\nI miss <us>."
BEFORE, AFTER = "When the hall is dark, I feel ", ". I would like you to wait."
WORDS = ("lonely", "sad")


def mark(start, end, label="absolute", level="strong"):
    return Mark(start, end, label, f"Why {label} may land so.", level)


def reading(*marks, parts=("feeling",), rewrite=None, question=None, danger=None, judge="model"):
    return Reading(tuple(marks), parts, rewrite, question, danger, judge)


def reads(text, *, feeling=None, whose=b""):
    """A coach that knows one sentence."""
    at = text.find(BLAME)
    danger = "violence" if "hits me" in text else None
    if at < 0:
        return reading(danger=danger)
    place = (at, at + len(BLAME))
    if feeling == "like a fool":
        return reading(mark(*place), question="What happened?")
    words = WORDS if feeling is None else (feeling, *WORDS)
    first = feeling or WORDS[0]
    offer = Rewrite(BEFORE + first + AFTER, BEFORE, AFTER, words, *place)
    return reading(mark(*place), rewrite=None if danger else offer, danger=danger)


@pytest.fixture(autouse=True)
def coach(monkeypatch):
    monkeypatch.setattr(views, "read", reads)


def typed(page):
    """What stands in the field."""
    return unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[1])


def hidden(page, name):
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', page)[1])


def press(someone, do, text=TEXT, where=NEW, status=200, **more):
    reply = someone.post(where, {"text": text, "do": do, **more})
    assert reply.status_code == status, reply.content.decode()
    return reply.content.decode()


def key():
    return selectors.key_of(BLAME, Rewrite("", BEFORE, AFTER, WORDS, 0, 1))


# --- The rule of segments --------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "stretches", "cut"),
    [
        (0, [], []),
        (5, [], [(0, 5, ())]),
        (5, [(0, 5)], [(0, 5, (0,))]),
        (9, [(2, 4)], [(0, 2, ()), (2, 4, (0,)), (4, 9, ())]),
        (9, [(0, 6), (4, 9)], [(0, 4, (0,)), (4, 6, (0, 1)), (6, 9, (1,))]),
        (9, [(0, 9), (3, 5)], [(0, 3, (0,)), (3, 5, (0, 1)), (5, 9, (0,))]),
        (4, [(1, 3), (1, 3)], [(0, 1, ()), (1, 3, (0, 1)), (3, 4, ())]),
        (4, [(2, 4), (0, 2)], [(0, 2, (1,)), (2, 4, (0,))]),
    ],
)
def test_a_text_is_cut_where_a_mark_begins_or_ends(length, stretches, cut):
    assert [(s.start, s.end, s.under) for s in rules.segments(length, stretches)] == cut


@st.composite
def marked(draw):
    text = draw(st.text(min_size=1, max_size=60))
    place = st.integers(0, len(text))
    pairs = st.tuples(place, place).filter(lambda two: two[0] != two[1]).map(sorted)
    labels = st.sampled_from(LABELS)
    found = draw(st.lists(st.tuples(pairs, labels), max_size=8))
    marks = [mark(*two, label, "tip" if label == LABELS[7] else "soft") for two, label in found]
    return text, reading(*marks)


@given(marked())
def test_pieces_joined_are_the_text_and_each_mark_is_there_in_full(made):
    text, said = made
    page = selectors.page(text, said)
    assert "".join(piece.text for piece in page.pieces) == text
    for why, its in zip(page.whys, said.marks, strict=True):
        opened = [n for n, piece in enumerate(page.pieces) if why in piece.opens]
        closed = [n for n, piece in enumerate(page.pieces) if why in piece.closes]
        assert len(opened) == len(closed) == 1
        under = page.pieces[opened[0] : closed[0] + 1]
        assert "".join(piece.text for piece in under) == text[its.start : its.end]
        assert all(piece.line for piece in under)


@given(st.text(max_size=80))
def test_sentences_keep_every_word(text):
    assert "".join("".join(rules.sentences(text)).split()) == "".join(text.split())


def test_a_hint_never_hides_what_is_more():
    page = selectors.page("You feel ignored", reading(mark(9, 16, LABELS[7], "tip"), mark(0, 16)))
    assert [(piece.line, piece.tip) for piece in page.pieces] == [("dashed", False)] * 2


def test_every_label_and_every_part_has_a_word_and_a_line():
    assert set(selectors.LANDS_AS) == set(selectors.LINES) == set(LABELS)
    assert tuple(selectors.LEAVES) == PARTS
    assert set(selectors.PRAISE) == set(selectors.PRAISED) == set(PARTS)


# --- On the page -----------------------------------------------------------------------


def test_the_button_brings_the_text_back_with_its_marks(alice):
    page = press(alice, "coach")
    assert typed(page) == TEXT
    says(page, "Why absolute may land so.", "always/never", "Nobody can dispute that.")
    assert re.search(r'leaf on">what I feel<span[^>]*>: there<', page)
    assert re.search(r'leaf">what I need<span[^>]*>: not there yet<', page)
    words = re.findall(r"<span data-words[^>]*>(.*?)</span>", page, re.DOTALL)
    assert unescape("".join(words)) == TEXT
    assert "<us>" not in page
    assert not rows_of(alice, "honesty.letter")


def test_before_anybody_asks_there_is_only_the_button(alice):
    page = alice.page(NEW)
    says(page, "Read it with the coach")
    hides(page, "what I feel")


@pytest.mark.parametrize("where", [NEW, COACH, PRACTISE])
def test_nothing_to_read_and_too_much_are_a_sentence_each(alice, where):
    says(press(alice, "coach", " \u200b\x00\n", where), "There is nothing to read yet.")
    long = "I miss you. " * 1100
    page = press(alice, "coach", long, where, status=422)
    says(page, "This is longer than fits (13,199 of 12,000 bytes).")
    if where != COACH:
        assert typed(page) == long


@pytest.mark.parametrize(
    "text", ["🫖👩‍👩‍👧", "אני מתגעגעת אליך\nשלום", "a\x00b", "<b>&amp;", "x" * 12_000]
)
def test_whatever_is_written_comes_back_as_it_was(alice, text):
    page = press(alice, "coach", text)
    assert typed(page) == text.replace("\x00", "")


def test_the_fragment_is_the_same_part_and_is_kept_by_nobody(alice):
    reply = alice.post(COACH, {"text": TEXT})
    assert reply["Cache-Control"] == "no-store"
    page = reply.content.decode()
    says(page, "Why absolute may land so.", BEFORE)
    assert page.lstrip().startswith("<section")
    assert not re.search("<html| style=|<script", page)


def test_it_is_asked_in_the_body_only(alice):
    assert alice.get(COACH).status_code == 405
    assert alice.get(f"{COACH}?text=You+never").status_code == 405


def test_charlie_without_words_is_read_nothing(someone_new):
    reply = someone_new("").post(COACH, {"text": TEXT})
    assert reply.status_code == 302
    assert not reply.content


def test_no_word_of_it_is_logged_or_written(alice, caplog):
    rows = Entry.objects.of(present_of(alice).couple)
    before = rows.count()
    with caplog.at_level(logging.DEBUG):
        for do in ("coach", "coach.use", "coach.need.rest"):
            press(alice, do, coach_offer=key())
            press(alice, do, where=COACH, coach_offer=key())
    assert not any(word in caplog.text for word in ("never wait", "hall", "lonely"))
    assert rows.count() == before


def test_after_the_lock_nothing_of_it_is_kept(alice):
    couple = present_of(alice).couple
    with time_machine.travel(clock.now() + timedelta(minutes=45)):
        reply = alice.post(COACH, {"text": TEXT}, headers={"HX-Request": "true"})
        assert reply["HX-Redirect"].startswith("/unlock/")
    assert not reply.content
    assert not Late.objects.of(couple).exists()


STEPS = ("", "coach", "coach.use", "coach.part.1", "coach.undo", "coach.mine", "coach.need.hand")
FIELDS = ("coach_earlier", "coach_feeling", "coach_word", "coach_offer", "coach_mine")


@settings(max_examples=60, deadline=None, database=None)
@given(
    st.sampled_from([TEXT, "You always lie!!", "I hate it when you idiot 🫖 never", "\u202eYou"]),
    st.text(max_size=40),
    st.sampled_from(STEPS),
    st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=50) | st.just(key())),
)
def test_whatever_comes_the_coach_itself_answers(text, more, step, fields):
    sent = QueryDict(mutable=True)
    sent.update({"text": text + more, "do": step, **fields})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(views, "read", real)
        page = views.turned(sent, SimpleNamespace(id=uuid4()))
    clean = (text + more).replace("\r\n", "\n").replace("\x00", "").strip()
    if page.refused:
        assert page.note
        assert page.text.replace("\x00", "").strip() == clean
    elif not page.changed:
        assert page.text == clean
    assert page.text == "".join(piece.text for piece in page.pieces) or not page.read


# --- The offer -------------------------------------------------------------------------


def test_an_offer_is_used_and_undone(alice):
    page = press(alice, "coach")
    says(page, f'{BEFORE}<u class="felt">lonely</u>{AFTER}')
    page = press(alice, "coach.use", coach_offer=hidden(page, "coach_offer"))
    assert typed(page) == TEXT.replace(BLAME, f"{BEFORE}lonely{AFTER}")
    assert hidden(page, "coach_earlier") == TEXT
    page = press(alice, "coach.undo", typed(page), coach_earlier=hidden(page, "coach_earlier"))
    assert typed(page) == TEXT
    says(page, "Take it after all")


def test_another_feeling_and_one_of_ones_own(alice):
    says(press(alice, "coach", coach_feeling="sad"), "sad</u>")
    page = press(alice, "coach.use", coach_feeling="sad", coach_offer=key())
    assert "I feel sad." in typed(page)
    page = press(alice, "coach.word", coach_feeling="sad", coach_word=" worn  out ")
    says(page, "worn out</u>", 'value="worn out" checked')
    page = press(alice, "coach.use", coach_feeling="worn out", coach_offer=key())
    assert "I feel worn out." in typed(page)
    page = press(alice, "coach.word", coach_word="like a fool")
    says(page, "With that word there is no offer here.", "lonely</u>")
    page = press(alice, "coach.word", coach_word="x" * 41, status=422)
    assert typed(page) == TEXT


def test_one_sentence_of_an_offer_can_be_taken(alice):
    page = press(alice, "coach.part.2", coach_offer=key())
    assert typed(page) == TEXT.replace(BLAME, "I would like you to wait.")


@pytest.mark.parametrize("do", ["coach.use", "coach.part.2", "coach.part.99", "coach.part.²"])
def test_an_offer_for_another_text_is_not_taken(alice, do):
    text = "I miss you."
    page = press(alice, do, text, coach_offer=key())
    assert typed(page) == text
    says(page, "Your text has changed since that was offered.")


def test_an_offer_that_is_not_wanted_is_not_made_again(alice):
    page = press(alice, "coach.mine", coach_offer=key())
    hides(page, BEFORE)
    hides(press(alice, "coach", coach_mine=hidden(page, "coach_mine")), BEFORE)
    says(press(alice, "coach", coach_mine="another"), BEFORE)


def test_a_need_stands_at_the_end_and_can_be_undone(alice):
    need = next(need for need in practising.needs() if need.id == "rest")
    says(press(alice, "coach"), need.word)
    page = press(alice, "coach.need.rest")
    assert typed(page) == f"{TEXT} {need.text}"
    assert typed(press(alice, "coach.undo", typed(page), coach_earlier=TEXT)) == TEXT
    full = "x" * 11_999
    page = press(alice, "coach.need.rest", full)
    assert typed(page) == full
    says(page, "There is no room for it")


def test_a_question_comes_where_there_is_no_offer(alice, monkeypatch):
    asks = reading(mark(0, 3), question="What happened on Sunday?")
    monkeypatch.setattr(views, "read", lambda text, **_: asks)
    page = press(alice, "coach")
    says(page, "What happened on Sunday?")
    hides(page, "It could also be said")


def test_danger_shows_a_card_to_its_writer_and_nothing_is_softened(alice):
    text = f"He hits me. {BLAME}"
    page = press(alice, "coach", text)
    says(
        page,
        "/help/#afraid",
        "Only you see this.",
        "Something for you alone",
        "Why absolute may land so.",
    )
    hides(page, "It could also be said", "A question instead", "Name what you need")
    page = press(alice, "coach.calm", text)
    hides(page, "Only you see this.", "It could also be said")
    page = press(alice, "coach", text, coach_quiet=hidden(page, "coach_quiet"))
    hides(page, "Only you see this.")


@pytest.mark.parametrize("danger", DANGERS)
def test_each_danger_leads_to_its_part_of_the_help_page(alice, monkeypatch, danger):
    monkeypatch.setattr(views, "read", lambda text, **_: reading(danger=danger))
    there = re.search(r'href="/help/#([a-z]+)"', press(alice, "coach"))[1]
    assert f'id="{there}"' in alice.page("/help/")


def test_it_says_when_it_works_with_rules(alice, monkeypatch):
    hides(press(alice, "coach"), "simple rules")
    monkeypatch.setattr(views, "read", lambda text, **_: reading(judge="rules"))
    says(press(alice, "coach"), "simple rules", "Nothing is marked.")


def test_it_reads_changes_and_answers_too_and_sends_nothing(couple):
    alice, bob = couple
    where = alice.post(NEW, {"text": TEXT, "do": "keep"})["Location"]
    page = press(alice, "coach", f"{TEXT} More.", f"{where}edit/")
    assert typed(page) == f"{TEXT} More."
    alice.post(f"{where}share/", {"wish": ""})
    bob.post(f"{where}receive/", {"when": "now"})
    bob.post(f"{where}answer/", {"sentence": "thank-you"})
    page = press(bob, "coach", BLAME, f"{where}reply/")
    assert typed(page) == BLAME
    says(page, "Why absolute may land so.")
    hides(alice.page(where), BLAME + "<")
    assert not rows_of(bob, "honesty.reply")


# --- Practise --------------------------------------------------------------------------


def test_practising_keeps_nothing_and_has_no_draft(alice):
    page = alice.page(PRACTISE)
    says(page, "not even as a draft")
    hides(page, "data-draft-url")
    page = press(alice, "coach", where=PRACTISE)
    assert typed(page) == TEXT
    says(page, "Why absolute may land so.")


def test_an_exercise_begins_with_its_sentence(alice, monkeypatch):
    bank = (practising.Exercise("hall", "The hall", "Mend it.", BLAME, "A hint.", "Well."),)
    monkeypatch.setattr(practising, "exercises", lambda: bank)
    says(alice.page(PRACTISE), "The hall")
    page = alice.page(f"{PRACTISE}?exercise=hall")
    assert typed(page) == BLAME
    says(page, "Mend it.", "A hint.")
    says(press(alice, "coach", "I miss us.", f"{PRACTISE}?exercise=hall"), 'id="after" open')
    assert alice.get(f"{PRACTISE}?exercise=<b>").status_code == 200


def test_every_exercise_stands_on_the_page_and_leads_to_its_sentence(alice):
    every = alice.page(PRACTISE)
    assert len(practising.exercises()) == checks.TEN
    for exercise in practising.exercises():
        says(every, exercise.title)
        page = alice.page(f"{PRACTISE}?exercise={exercise.id}")
        assert typed(page) == exercise.start
        says(page, exercise.ask, exercise.hint)


def test_the_banks_are_in_order():
    assert list(checks.problems()) == []


def test_a_bank_with_faults_is_told_so():
    bad = (
        practising.Exercise("one", "", "Why? And why?", "", "A hint!", "Well."),
        practising.Exercise("two", "Two", "Mend it.", "You never wait.", "A hint.", "Well."),
    )
    found = "\n".join(checks.of_exercises(bad))
    for said in ("fewer than 10", "says nothing", "more than one thing", "“!”", "at least one"):
        assert said in found, said
    faults = "\n".join(checks.of_needs((practising.Need("a", "a", "You need rest"),)))
    assert "said by its writer" in faults
