"""Two taps and a "not now": sealed, for today only, and nobody else's."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import round_of
from nearer.journal.actions import write
from nearer.journal.models import Entry
from nearer.journal.selectors import read
from nearer.journey.entries import Day, Mine
from nearer.journey.gathering import gather
from nearer.lib import clock
from tests.presence import present_of
from tests.todays import without_questions


def main_step(page: str) -> str:
    found = re.search(r'name="not_now" value="([\w.-]+)"', page)
    return found[1] if found else ""


def pressed(page: str) -> list[str]:
    return re.findall(r'name="\w+" value="(\d+)" aria-pressed="true"', page)


def says(someone, **data):
    reply = someone.post("/today/", data)
    assert (reply.status_code, reply["Location"]) == (302, "/")
    return someone.page("/")


def days_of(someone):
    here = present_of(someone)
    return list(read(here.vault, here.couple, kinds=[Day.kind]).own(Day))


def rows(someone, kind):
    here = present_of(someone)
    return Entry.objects.of(here.couple).filter(kind=kind, owner_id=here.id)


# --- Not now ---------------------------------------------------------------------------


def test_not_now_brings_the_next_best_and_it_stays_so_for_today(couple):
    alice, _ = couple
    first = main_step(alice.page("/"))
    second = main_step(says(alice, not_now=first))
    assert second
    assert second != first
    assert main_step(alice.page("/")) == second


def test_when_all_was_put_off_there_is_a_kind_line_and_a_way_back(couple):
    alice, _ = couple
    page = alice.page("/")
    while step := main_step(page):
        page = says(alice, not_now=step)
    assert "Nothing more for today." in page
    assert "Begin</a>" not in page
    assert main_step(says(alice, again="1"))


def test_tomorrow_it_is_there_again(couple):
    alice, _ = couple
    offered = set()
    page = alice.page("/")
    while step := main_step(page):
        offered.add(step)
        page = says(alice, not_now=step)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})
        assert main_step(alice.page("/")) in offered


def test_a_step_that_is_not_offered_is_not_put_off(alice):
    says(alice, not_now="somebody.else")
    assert [day.payload.declined for day in days_of(alice)] in ([], [[]])


def test_pressed_twice_it_is_put_off_once(alice):
    step = main_step(alice.page("/"))
    says(alice, not_now=step)
    says(alice, not_now=step)
    (day,) = days_of(alice)
    assert day.payload.declined == [step]


# --- Time and energy -------------------------------------------------------------------


def test_two_taps_say_how_much_there_is_and_tapping_again_takes_it_back(alice):
    assert pressed(alice.page("/")) == []
    says(alice, minutes="15")
    assert pressed(says(alice, energy="1")) == ["15", "1"]
    assert pressed(says(alice, minutes="5")) == ["5", "1"]
    assert pressed(says(alice, minutes="5")) == ["1"]


def test_what_takes_longer_than_there_is_time_is_not_offered(couple):
    alice, _ = couple
    page = says(alice, minutes="5")
    about = re.findall(r"(\d+) minutes? · ", page)
    assert about
    assert max(map(int, about)) <= 5


def test_it_is_for_today_only(alice):
    says(alice, energy="3")
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})
        assert pressed(alice.page("/")) == []


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"minutes": "6"}, id="minutes that are none of these"),
        pytest.param({"energy": "-1"}, id="less than nothing"),
        pytest.param({"energy": "three"}, id="a word"),
        pytest.param({"not_now": "a" * 81}, id="too long"),
        pytest.param({"not_now": "<script>"}, id="no name of a step"),
        pytest.param({"minutes": "5", "energy": "9"}, id="half of it"),
    ],
)
def test_what_cannot_be_said_is_refused_and_changes_nothing(alice, data):
    assert alice.post("/today/", data).status_code == 400
    assert days_of(alice) == []


def test_saying_nothing_writes_nothing(alice):
    says(alice)
    assert days_of(alice) == []
    assert alice.get("/today/").status_code == 405


# --- What is sealed --------------------------------------------------------------------


def test_looking_writes_nothing(couple):
    alice, _ = couple
    alice.page("/")
    before = set(Entry.objects.of(present_of(alice).couple).values_list("id", "given_key"))
    for path in ("/", "/journey/", "/journey/path/"):
        alice.page(path)
    assert set(Entry.objects.of(present_of(alice).couple).values_list("id", "given_key")) == before


def test_a_day_is_one_row_of_one_size_whatever_was_said(couple):
    alice, _ = couple
    sizes = set()
    for data in (
        {"energy": "1"},
        {"minutes": "240"},
        *[{"not_now": main_step(alice.page("/"))}] * 3,
    ):
        says(alice, **data)
        (row,) = rows(alice, Day.kind)
        sizes.add((row.size, len(row.body), row.visibility, row.given_key))
    assert len(sizes) == 1


def test_the_odds_are_kept_with_what_was_said(alice):
    step = main_step(alice.page("/"))
    says(alice, not_now=step)
    (day,) = days_of(alice)
    (drawn,) = day.payload.drawn
    assert drawn["first"] == drawn["did"] == step
    assert sum(drawn["odds"].values()) == pytest.approx(1)
    assert drawn["odds"][step] > 0


def test_the_path_begins_on_the_day_of_the_first_thing_written(alice):
    alice.post("/conversation/question/plant-it/", {"text": "Tomatoes"})
    began = present_of(alice).day
    with time_machine.travel(clock.now() + timedelta(days=20), tick=True):
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})
        says(alice, energy="2")
        here = present_of(alice)
        (mine,) = read(here.vault, here.couple, kinds=[Mine.kind]).own(Mine)
        assert mine.payload.start == began.isoformat()


def test_a_page_that_is_loaded_again_says_the_same(couple):
    alice, _ = couple
    assert len({main_step(alice.page("/")) for _ in range(5)}) == 1


# --- Seen by nobody else ---------------------------------------------------------------


@pytest.mark.parametrize("data", [{"energy": "1"}, {"minutes": "5"}, {"not_now": "?"}])
def test_the_other_sees_none_of_it(couple, data):
    alice, bob = couple
    before = plain(alice.page("/"))
    says(bob, **{name: main_step(bob.page("/")) if v == "?" else v for name, v in data.items()})
    assert plain(alice.page("/")) == before
    assert days_of(alice) == []


def test_charlie_sees_none_of_it(couple, charlie):
    alice, _ = couple
    before = plain(charlie.page("/"))
    says(charlie, energy="2")
    says(alice, energy="1")
    assert pressed(charlie.page("/")) == ["2"]
    says(charlie, energy="2")
    assert plain(charlie.page("/")) == before


def plain(page):
    page = re.sub(r'"X-CSRFToken": "\w+"|name="(csrfmiddlewaretoken|tab)" value="\w+"', "", page)
    return re.sub(r'data-(lock-at|now)="[^"]*"', "", page)


# --- After a while ---------------------------------------------------------------------


@pytest.mark.parametrize(("days", "said"), [(14, False), (15, True)])
def test_after_two_weeks_it_says_welcome_back_and_nothing_about_it(alice, days, said):
    alice.post("/conversation/question/plant-it/", {"text": "Tomatoes"})
    with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})
        page = alice.page("/")
        assert ("Welcome back, Alice." in page) is said
        assert ("Good " in page) is not said
        itself = without_questions(unescape(page))
        assert not re.search(r"\b(days?|weeks) (ago|since)|missed|last time", itself)


def test_somebody_new_is_not_welcomed_back(alice):
    assert "Welcome back" not in alice.page("/")


def test_todays_steps_all_have_a_name_and_a_reason(couple):
    """A step without a key could not be put off, and one without a practice is nobody's."""
    from nearer.practices import registered

    alice, bob = couple
    bob.post(f"{round_of(bob)}open/")
    slugs = {practice.slug for practice in registered()}
    for someone in (alice, bob):
        steps = gather(present_of(someone)).steps
        assert steps
        keys = [step.key for step in steps]
        assert len(keys) == len(set(keys))
        for step in steps:
            assert step.key.partition(".")[0] in slugs
            assert re.fullmatch(r"[a-z-]+\.[a-z-]+", step.key), step.key
            assert 0 < step.benefit <= 1
            assert 0 <= step.fits <= 1
            assert 1 <= step.energy <= 3
            assert step.minutes >= 1
            assert "minute" in step.about


# --- What it costs ---------------------------------------------------------------------


def asked(someone) -> list[str]:
    someone.page("/")
    with CaptureQueriesContext(connection) as statements:
        someone.page("/")
    return [statement["sql"] for statement in statements]


def test_today_asks_the_database_as_often_after_years_of_saying(couple):
    alice, bob = couple
    bob.post(f"{round_of(bob)}open/")
    before = asked(alice)
    here = present_of(alice)
    for ago in range(1, 400):
        day = here.day - timedelta(days=ago)
        pen = replace(here, now=here.now - timedelta(days=ago)).pen
        subject = here.vault.own_subject(Day.kind, day.isoformat())
        write(pen, Day(energy=1, declined=["conversation.question"]), subject=subject)
    says(alice, energy="1")
    alice.post("/journey/path/", {"more": "yes"})
    after = asked(alice)
    # Her yes waits, so where that round stands is asked as well.
    assert len(after) == len(before) + 1
    here = present_of(alice)
    assert sum(1 for _ in gather(here).said.declined) == 0
    assert gather(here).season.put_off == {"conversation.question": 7}
