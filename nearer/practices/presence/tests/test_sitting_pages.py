"""What a sitting's page says, in every phase, to each of the two."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from conftest import pair
from nearer.practices.presence import cues_bank
from nearer.practices.presence.rules.terms import COIN, SETTLE, SWAP, Kind
from tests.pictures import hides, says
from tests.sittings import HERE, both_ready, lay_out, press

NOW = "2026-11-03T20:00:00+00:00"
PART = {"X-Nearer-Part": "sitting"}
SILENCES = cues_bank.offered_silences()
BREATHING = next(it for it in SILENCES if it.breath)
STILL = next(it for it in SILENCES if not it.breath)
TOPIC = next(it for it in cues_bank.offered_topics() if not it.intense)


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def part(someone, where):
    """The part that is swapped, as the page's script gets it."""
    reply = someone.get(where, headers=PART)
    assert reply.status_code == 200
    return reply.content.decode()


def words(page):
    """What somebody reads there."""
    seen = re.sub(r"(?s)<(script|noscript).*?</\1>|<[^>]+>", " ", page)
    return re.sub(r"\s+", " ", unescape(seen))


def heading(page):
    return re.search(r"<h1[^>]*>(.*?)</h1>", page)[1]


def roles(one, other, where):
    """The two, whoever speaks now first."""
    return (one, other) if "You speak" in heading(part(one, where)) else (other, one)


def buttons(page):
    return re.findall(r'name="act" value="(\w+)"', page)


class TestOneVoiceAtATime:
    def test_each_phase_says_to_each_what_is_theirs_to_do(self, couple, tonight):
        where = lay_out(couple[0], topic=TOPIC.id)
        both_ready(*couple, where)
        for someone in couple:
            assert heading(part(someone, where)).endswith(("speak first.", "speaks first."))
        tonight.shift(COIN)
        speaker, listener = roles(*couple, where)
        said, heard = part(speaker, where), part(listener, where)
        says(said, f"{listener.name} listens", TOPIC.line, *TOPIC.stems, "data-fades")
        says(heard, f"{speaker.name} speaks.", "You have nothing to solve", "turns by itself")
        hides(heard, TOPIC.stems[0])
        assert buttons(said) == ["spoken", "pause", "stop"]
        assert buttons(heard) == ["pause", "stop"]
        press(speaker, where, "spoken")
        said, heard = part(speaker, where), part(listener, where)
        says(said, f"{listener.name} says what arrived.", "Was that what you meant?")
        assert buttons(said) == ["thats_it", "more", "pause", "stop"]
        assert heading(heard) == "Say what arrived."
        assert heard.count("<details") == 3
        assert buttons(heard) == ["pause", "stop"]
        press(speaker, where, "more")
        assert heading(part(listener, where)) == "There is more."
        says(part(listener, where), f"{speaker.name} goes on.")
        press(speaker, where, "spoken")
        press(speaker, where, "thats_it")
        assert heading(part(listener, where)) == "Now you speak."
        assert heading(part(speaker, where)) == f"Now {listener.name} speaks."
        tonight.shift(SWAP)
        assert roles(*couple, where) == (listener, speaker)
        press(listener, where, "spoken")
        press(listener, where, "thats_it")
        says(part(speaker, where), "One breath together.", "data-breath")
        press(speaker, where, "done")
        says(part(listener, where), "That was your time.", f"{where}after/")
        assert not buttons(part(listener, where))

    def test_a_pause_says_that_time_stands_still_and_not_whose_it_was(self, couple, tonight):
        where = lay_out(couple[0])
        both_ready(*couple, where)
        tonight.shift(COIN)
        press(couple[0], where, "pause")
        pages = [part(someone, where) for someone in couple]
        for page in pages:
            says(page, "Paused.", "The time stands still.")
            assert buttons(page) == ["go_on", "stop"]
        assert words(pages[0]) == words(pages[1])

    def test_what_was_stopped_says_nothing_of_who_stopped_it(self, couple, tonight):
        where = lay_out(couple[0])
        both_ready(*couple, where)
        tonight.shift(COIN)
        press(couple[1], where, "stop")
        pages = [words(part(someone, where)) for someone in couple]
        assert pages[0] == pages[1]
        says(pages[0], "It stopped here.", "nothing has to be explained")
        hides(pages[0], "Alice", "Bob")

    def test_on_one_phone_both_have_names_and_every_button_is_there(self, couple, tonight):
        alice, _ = couple
        where = lay_out(alice, way="one")
        says(part(alice, where), "one phone between you", ">Begin<")
        press(alice, where, "ready")
        tonight.shift(COIN)
        page = words(part(alice, where))
        assert {"Alice speaks.", "Bob speaks."} & {heading(part(alice, where))}
        says(page, "listens, and has nothing to solve.", "If the words do not come")
        hides(page, "You speak", "You listen")
        press(alice, where, "spoken")
        assert buttons(part(alice, where)) == ["thats_it", "more", "pause", "stop"]
        says(part(alice, where), "says what arrived.", "To begin with")

    def test_somebody_alone_sits_with_your_partner(self, alice, tonight):
        where = lay_out(alice, way="one")
        press(alice, where, "ready")
        tonight.shift(COIN)
        says(words(part(alice, where)).lower(), "your partner ", "alice ")

    def test_apart_it_says_that_no_sound_passes_here(self, couple):
        where = lay_out(couple[0], way="apart")
        says(part(couple[1], where), "Call each other first", "your voices in a call")


class TestPhonesAway:
    def test_the_room_goes_dark_and_counts_in_minutes(self, couple, tonight):
        where = lay_out(couple[0], "away")
        says(part(couple[0], where), "choose Sound above")
        both_ready(*couple, where)
        says(part(couple[0], where), "Put the phones down.")
        tonight.shift(SETTLE)
        page = part(couple[1], where)
        assert re.search(r'class="[^"]*\bdark\b', page)
        says(page, "The phones are away.", "15 minutes")
        tonight.shift(timedelta(minutes=15))
        page = part(couple[1], where)
        says(page, "That was your time.", "Look up")
        assert not re.search(r'class="[^"]*\bdark\b', page)


class TestWithoutWords:
    @pytest.mark.parametrize(("silence", "breathes"), [(BREATHING, True), (STILL, False)])
    def test_a_circle_breathes_where_that_is_what_they_do(self, couple, tonight, silence, breathes):
        where = lay_out(couple[0], "silent", silence=silence.id)
        says(part(couple[1], where), silence.title, silence.how)
        both_ready(*couple, where)
        says(part(couple[1], where), silence.how)
        tonight.shift(SETTLE)
        page = part(couple[1], where)
        assert ("data-breath" in page) is breathes
        assert ("In for four, out for six" in page) is breathes

    def test_with_a_call_between_them_and_alone_it_is_done_differently(self, couple, charlie):
        apart = lay_out(couple[0], "silent", silence=STILL.id, way="apart")
        says(part(couple[1], apart), STILL.apart)
        alone = lay_out(charlie, "silent", silence=STILL.id, way="one")
        says(part(charlie, alone), STILL.alone)


class TestBeforeItBegins:
    def test_no_word_and_no_mark_says_that_the_other_is_ready(self, couple):
        alice, bob = couple
        where = lay_out(alice, topic=TOPIC.id)
        hidden = re.compile(r'(name="(csrfmiddlewaretoken|once)" value=)"[^"]*"')
        before = hidden.sub("", part(bob, where))
        press(alice, where, "ready")
        assert hidden.sub("", part(bob, where)) == before
        hides(words(part(bob, where)), "is ready", "waits", "waiting", "pressed")

    def test_whoever_pressed_reads_that_nobody_sees_it(self, couple):
        where = lay_out(couple[0])
        press(couple[0], where, "ready")
        page = part(couple[0], where)
        says(page, "You are ready.", "Bob does not see that you pressed.", "quarter of an hour")
        assert buttons(page) == ["stop"]

    def test_only_whoever_laid_it_out_can_take_it_back(self, couple):
        where = lay_out(couple[0])
        assert buttons(part(couple[0], where)) == ["ready", "stop"]
        assert buttons(part(couple[1], where)) == ["ready"]
        says(part(couple[1], where), "Alice has laid this out.", "Not now")

    @pytest.mark.parametrize("kind", ["listen", "away", "silent"])
    def test_it_is_said_who_sees_what_before_anything_is_chosen(self, couple, charlie, kind):
        page = couple[0].page(f"{HERE}lay-out/{kind}/")
        says(page, "Shared.", "Bob sees the minutes", "not whether you are ready")
        assert page.index("Shared.") < page.index("<fieldset")
        says(charlie.page(f"{HERE}lay-out/{kind}/"), "Only me.")

    def test_what_is_on_offer_and_what_lies_there(self, couple, charlie):
        where = lay_out(couple[0])
        for kind in Kind:
            says(couple[1].page(HERE), f"{HERE}lay-out/{kind}/", f"{HERE}lessons/", where)
        hides(charlie.page(HERE), "Laid out", "Together")


class TestNames:
    def test_a_name_with_signs_of_its_own_stays_a_name(self, alice, someone_new, tonight):
        other = someone_new("D'Arcy & <b>")
        pair(alice, other)
        where = lay_out(alice)
        says(words(part(alice, where)), "Ready when you are.")
        assert heading(part(other, where)) == "Alice has laid this out."
        both_ready(alice, other, where)
        tonight.shift(COIN)
        page = part(alice, where)
        says(words(page), "D'Arcy & <b>")
        assert "<b>" not in page
        assert not re.search(r"&amp;(amp|lt|gt|#\d+);", page)


class TestAfterwards:
    @pytest.fixture
    def over(self, couple, tonight):
        where = lay_out(couple[0], "away")
        both_ready(*couple, where)
        tonight.shift(SETTLE + timedelta(minutes=15))
        return f"{where}after/"

    def test_it_says_who_sees_it_and_offers_three_ways_and_none(self, couple, over):
        page = couple[0].page(over)
        says(page, "When we both answer.", "Seal my line", 'name="for_me"', 'name="took_place"')
        says(page, "none is fine", "If you write nothing, nothing is kept.")

    def test_that_it_took_place_is_a_line_too(self, couple, over):
        for someone in couple:
            someone.post(f"{over}seal/", {"text": "", "took_place": "1"})
        says(couple[0].page(over), "15 minutes, with the phones away.")
        couple[1].page(over)
        page = couple[1].page(over)
        if "Open both lines" in page:
            couple[1].post(f"{over}open/")
        says(couple[1].page(over), "Alice", "15 minutes, with the phones away.")

    def test_an_empty_line_is_asked_for_once_more(self, couple, over):
        reply = couple[0].post(f"{over}seal/", {"text": ""})
        assert reply.status_code == 422
        says(reply.content.decode(), "Write a word or two first")

    def test_alone_there_is_nobody_to_seal_it_for(self, alice, tonight):
        where = lay_out(alice, "silent", way="one")
        press(alice, where, "ready")
        tonight.shift(SETTLE + timedelta(minutes=5))
        page = alice.page(f"{where}after/")
        says(page, "Only me.", "Keep it for me")
        hides(page, "Seal my line")
