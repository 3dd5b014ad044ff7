"""The two live through the story, and each of the two phones shows what it is meant to."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from nearer.demo.cast import Calendar
from nearer.demo.playing import acts_of, play, times
from nearer.demo.published import WORDS
from nearer.demo.story import story
from nearer.demo.tests.conftest import LISBON, NOW, Both, comes_in, lived, short, texts
from nearer.journal.models import Entry
from nearer.practices.conversation.rules.checkin import monday_of, week_name
from tests.presence import present_of


@pytest.fixture
def both(db) -> Both:
    with time_machine.travel(NOW, tick=False):
        yield lived(short())


def rows(both: Both):
    return Entry.objects.of(present_of(both.first).couple)


def test_the_host_sees_what_is_open_and_nothing_of_what_waits(both):
    page = texts(both.first.page("/conversation/"))
    assert "Tomorrow at noon" in page
    assert "basement" not in both.first.page("/conversation/journal/")
    assert "basement" in both.second.page("/conversation/journal/")


def test_both_read_both_answers_and_the_line_back(both):
    for someone in (both.first, both.second):
        page = someone.page("/conversation/journal/")
        assert "The fridge lamp." in page
        assert "The torch on the stairs." in page


def test_what_one_kept_alone_is_on_one_phone_only(both):
    assert "about the toast" in both.first.page("/conversation/journal/")
    assert "about the toast" not in both.second.page("/conversation/journal/")


def test_a_check_in_stands_under_the_agenda_it_was_written_to(both):
    sunday = Calendar(NOW, LISBON).day(Calendar(NOW, LISBON).on(6, week=-2))
    where = f"/conversation/checkin/{week_name(monday_of(sunday))}/"
    for someone in (both.first, both.second):
        page = someone.page(where)
        assert "Shoes in your hand." in page
        assert "Towel on the hook." in page


def test_the_list_of_practical_things_has_what_is_not_done(both):
    page = both.second.page("/conversation/parked/")
    assert page.index("Landing bulb") < page.index("Boiler man")


def test_the_rhythm_stands_and_kind_lines_are_there(both):
    for someone in (both.first, both.second):
        assert "Sundays at 20:30" in texts(someone.page("/conversation/rhythm/"))
        assert "Sandwiches in the dark." in someone.page("/conversation/appreciations/")


def test_pictures_and_the_text_lie_open_to_both_and_both_have_kept_it(both):
    assert rows(both).filter(kind="acknowledge.kept").count() == 2
    for someone in (both.first, both.second):
        assert "Two good tenants." in someone.page("/acknowledge/distance/1/")
        assert "it came slowly" in someone.page("/acknowledge/together/1/")


def test_letters_are_kept_shared_and_answered_and_one_waits_unread(both):
    robin, sam = both.first.page("/honesty/"), both.second.page("/honesty/")
    assert "Robin kept this" in robin
    assert "Robin kept this" not in sam
    assert "one more thing" not in robin + both.first.page("/")
    assert "side by side" in both.first.page("/")
    assert "A letter from Sam" in texts(robin)
    letters = set(re.findall(r"/honesty/letters/[0-9a-f-]{36}/", robin))
    pages = "".join(both.first.page(letter) for letter in letters)
    for said in ("hello before", "Tell me more about the water.", "at the door", "Sam heard it."):
        assert said in pages


def test_what_each_wrote_for_themselves_is_there_for_them_alone(both):
    robin, sam = both.first.page("/honesty/observer/"), both.second.page("/honesty/stems/")
    kept = re.search(r"/honesty/observer/kept/[0-9a-f-]{36}/", robin)[0]
    assert "Two people and one umbrella." in both.first.page(kept)
    assert "the heavy pan." in texts(sam)
    assert "/honesty/observer/kept/" not in both.second.page("/honesty/observer/")
    assert "the heavy pan." not in both.first.page("/honesty/stems/")


def test_a_week_that_was_left_out_has_no_pulse(both):
    for someone, weeks in ((both.first, 2), (both.second, 3)):
        mine = rows(both).filter(kind="acknowledge.pulse", owner_id=present_of(someone).id)
        assert mine.count() == weeks


def test_only_whoever_came_in_now_is_in_the_list_of_devices(both):
    assert "A phone in the story" not in both.first.page("/you/")


def test_everything_has_a_moment_that_is_past(both):
    days = rows(both).values_list("day", flat=True)
    assert max(days) <= NOW.astimezone(LISBON).date()


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_it_can_be_told_at_any_hour(db, hour):
    now = datetime(2026, 3, 29, hour, 30, tzinfo=UTC)  # the clocks go forward that night
    with time_machine.travel(now, tick=False):
        page = lived(short(), now=now).first.page("/conversation/")
        assert "Tomorrow at noon" in texts(page)


def test_every_week_of_the_story_is_a_week_of_its_own_whatever_day_it_is():
    for ahead in range(7):
        when = Calendar(NOW + timedelta(days=ahead), LISBON)
        mondays = [monday_of(when.day(when.on(6, week=week))) for week in range(-35, 0)]
        assert len(set(mondays)) == 35
        assert when.on(6, week=-1) < 0


def test_the_words_of_the_phones_are_of_the_house():
    from nearer.sealing.passphrase import wordlist

    for words in WORDS.values():
        assert len(words.split()) == 5
        assert set(words.split()) <= set(wordlist())


def test_years_are_the_same_story_again_and_again():
    assert times(0) == times(1) == 1 or times(1) == 2
    one = list(acts_of(story(), now=NOW, zone=LISBON))
    ten = list(acts_of(story(), now=NOW, zone=LISBON, years=10))
    assert times(10) == 15
    assert 13 * len(one) < len(ten) <= 15 * len(one)
    assert min(act.at for act in ten) < NOW - timedelta(days=3600)


def test_two_who_began_lately_have_what_lasts_and_the_last_days(db):
    with time_machine.travel(NOW, tick=False):
        play(short(), now=NOW, zone=LISBON, lately=12)
        robin = comes_in("first", "Robin")
        assert "Sundays at 20:30" in texts(robin.page("/conversation/rhythm/"))
        assert "The torch on the stairs." in robin.page("/conversation/journal/")
        days = Entry.objects.of(present_of(robin).couple).values_list("day", flat=True)
        assert min(days) >= (NOW - timedelta(days=12)).date()


@pytest.mark.slow
def test_the_whole_story_can_be_lived(db):
    with time_machine.travel(NOW, tick=False):
        both = lived(story())
        for someone in (both.first, both.second):
            assert someone.get("/").status_code == 200
            pages = [someone.page(f"/conversation/journal/?year={year}") for year in (2025, 2026)]
            assert any("orange pot" in page for page in pages)
        kept = rows(both).filter(kind="acknowledge.kept")
        assert kept.count() == 2
