"""The pulse through the pages: kept, changed, forged, and seen by nobody else."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine

from nearer.journal.models import Entry
from nearer.journal.selectors import read
from nearer.practices.acknowledge import summary
from nearer.practices.acknowledge.actions.pulse import rebuild
from nearer.practices.acknowledge.entries import Mine, Pulse
from tests.presence import present_of

PULSE = "/acknowledge/pulse/"
SIX = dict.fromkeys(("closeness", "understood", "time", "tender", "affection", "tension"), "6")
THURSDAY = datetime(2026, 5, 7, 12, tzinfo=UTC)
WEEK = "2026-W19"


@pytest.fixture(autouse=True)
def on_a_thursday():
    with time_machine.travel(THURSDAY, tick=False) as clock:
        yield clock


def keeps(someone, **answers):
    return someone.post(PULSE, {**SIX, **answers})


def pulses(someone):
    present = present_of(someone)
    found = read(present.vault, present.couple, kinds=[Pulse.kind]).own(Pulse)
    return {entry.payload.week: entry.payload for entry in found}


def summary_of(someone) -> Mine:
    present = present_of(someone)
    return summary.mine(read(present.vault, present.couple, kinds=[Mine.kind]))


def chosen(page: str) -> dict[str, str]:
    """Which place is marked in each row."""
    return dict(re.findall(r"name=(\w+) value=(\d+) checked", page))


def test_a_pulse_is_kept_and_the_page_after_it_is_quiet(alice):
    reply = keeps(alice)
    assert reply.status_code == 302
    page = alice.page(reply["Location"])
    assert "Kept." in page
    assert "/acknowledge/trend/" in page
    assert "!" not in re.search(r"<main.*</main>", page, re.DOTALL)[0]
    assert pulses(alice)[WEEK].items == dict.fromkeys(SIX, 6)
    assert summary_of(alice).weeks == {WEEK: 56.7}


def test_it_says_who_sees_it_before_the_first_item(alice):
    page = alice.page(PULSE)
    assert page.index("Only me.") < page.index("<legend")


def test_it_weighs_little_even_when_it_asks_the_most(couple):
    """With a partner and the month's two; the page of most weeks is a sixth lighter."""
    alice, _ = couple
    assert len(alice.get(PULSE).content) <= 16 * 1024
    keeps(alice)
    with time_machine.travel(THURSDAY + timedelta(weeks=1), tick=False):
        comes_back(alice)
        assert len(alice.get(PULSE).content) <= 14 * 1024


def comes_back(someone):
    """Weeks later nobody is still signed in."""
    reply = someone.post("/in/", {"name": someone.name, "words": someone.words})
    assert reply.status_code == 302, reply.content.decode()[-1500:]


def test_the_page_asks_six_things_and_at_first_and_every_fourth_week_two_more(alice):
    assert alice.page(PULSE).count("<legend") == 8
    keeps(alice)
    for weeks, expected in ((0, 8), (1, 6), (3, 6), (4, 8)):
        with time_machine.travel(THURSDAY + timedelta(weeks=weeks), tick=False):
            comes_back(alice)
            assert alice.page(PULSE).count("<legend") == expected, weeks


def test_the_second_pulse_of_a_week_takes_the_place_of_the_first(alice):
    keeps(alice, closeness="2", hope="9")
    page = alice.page(PULSE)
    assert "You kept this week on Thursday." in page
    assert chosen(page) == SIX | {"closeness": "2", "hope": "9"}
    keeps(alice, closeness="8", hope="")
    assert pulses(alice)[WEEK].items == dict.fromkeys(SIX, 6) | {"closeness": 8}
    assert pulses(alice)[WEEK].monthly
    assert Entry.objects.of(present_of(alice).couple).filter(kind=Pulse.kind).count() == 1
    assert summary_of(alice).weeks == {WEEK: 60.0}


def test_any_item_can_be_left_out_and_three_make_no_number(alice):
    page = alice.page(keeps(alice, tender="", affection="", tension="")["Location"])
    assert "no place on your line" in page
    assert summary_of(alice).weeks == {WEEK: None}
    assert pulses(alice)[WEEK].items == {"closeness": 6, "understood": 6, "time": 6}


BAD = [
    pytest.param({"tender": "11"}, "Choose a place from 0 to 10", id="above the row"),
    pytest.param({"tender": "-1"}, "Choose a place from 0 to 10", id="below the row"),
    pytest.param({"tender": "5.5"}, "Choose a place from 0 to 10", id="between two places"),
    pytest.param({"tender": "٥"}, "Choose a place from 0 to 10", id="another script's digit"),
    pytest.param({"tender": "x" * 5000}, "Choose a place from 0 to 10", id="a long text"),
    pytest.param({"tender": "\x00"}, "Choose a place from 0 to 10", id="a control character"),
    pytest.param({"week": "2026-W20"}, "Nothing is lost", id="a week to come"),
    pytest.param({"week": "2026-W02"}, "Nothing is lost", id="a week long ago"),
    pytest.param({"week": "<script>"}, "Nothing is lost", id="no week at all"),
]


@pytest.mark.parametrize(("bad", "sentence"), BAD)
def test_what_does_not_fit_is_said_and_everything_else_still_stands_there(alice, bad, sentence):
    reply = keeps(alice, **bad)
    page = unescape(reply.content.decode())
    assert reply.status_code == 422
    assert sentence in page
    assert chosen(page) == {name: place for name, place in SIX.items() if name not in bad}
    assert f'name="week" value="{WEEK}"' in page
    assert pulses(alice) == {}


def test_nothing_answered_is_said_too(alice):
    reply = alice.post(PULSE, {"week": WEEK})
    assert reply.status_code == 422
    assert "One answer is enough to keep the week." in reply.content.decode()


def test_fields_nobody_asked_for_are_not_kept(alice):
    keeps(alice, score="100", monthly="1", other="3")
    assert set(pulses(alice)[WEEK].items) == set(SIX)


def test_a_page_left_open_over_sunday_night_belongs_to_its_week(alice):
    sunday = datetime(2026, 5, 10, 23, 59, tzinfo=UTC)
    with time_machine.travel(sunday, tick=False):
        alice.page(PULSE)
    with time_machine.travel(sunday + timedelta(minutes=2), tick=False):
        comes_back(alice)
        reply = keeps(alice, week=WEEK)
        assert "The week of 4 May" in alice.page(reply["Location"])
        assert set(pulses(alice)) == {WEEK}


def test_a_clock_set_back_is_told_and_loses_nothing(alice):
    keeps(alice)
    with time_machine.travel(THURSDAY + timedelta(weeks=1), tick=False):
        comes_back(alice)
        keeps(alice, closeness="1")
    comes_back(alice)
    assert "Nothing is lost, and this one is for the week of 4 May." in alice.page(PULSE)
    assert keeps(alice, closeness="9", week="2026-W20").status_code == 422
    assert [pulse.items["closeness"] for pulse in pulses(alice).values()] == [1, 6]
    keeps(alice, closeness="9", week=WEEK)
    assert {week: pulse.items["closeness"] for week, pulse in pulses(alice).items()} == {
        WEEK: 9,
        "2026-W20": 1,
    }


def test_the_week_is_that_of_the_wall_where_a_person_lives(alice):
    alice.post("/you/zone/", {"zone": "Pacific/Auckland"})
    with time_machine.travel(datetime(2026, 5, 10, 13, tzinfo=UTC), tick=False):
        comes_back(alice)
        keeps(alice)
        assert set(pulses(alice)) == {"2026-W20"}


def test_what_was_being_chosen_is_there_again_and_gone_once_it_is_kept(alice):
    path = f"{PULSE}?week={WEEK}"
    draft = {"path": path, "tab": "1", "week": WEEK, "closeness": "3", "tension": "99"}
    alice.post("/drafts/", draft)
    assert chosen(alice.page(PULSE)) == {"closeness": "3"}
    alice.post(PULSE, {**SIX, "path": path})
    kinds = Entry.objects.of(present_of(alice).couple).values_list("kind", flat=True)
    assert "journal.draft" not in set(kinds)


def test_the_summary_is_what_all_pulses_fold_to(alice):
    for weeks in (0, 1, 3, 2, 12, 0):
        with time_machine.travel(THURSDAY + timedelta(weeks=weeks), tick=False):
            comes_back(alice)
            keeps(alice, closeness=str(weeks % 10), tender="" if weeks == 1 else "7")
    comes_back(alice)
    kept = summary_of(alice)
    rebuild(present_of(alice).pen)
    assert summary_of(alice) == kept
    assert len(kept.weeks) == 5


def test_nobody_else_can_read_a_pulse(couple, charlie):
    alice, bob = couple
    keeps(alice)
    keeps(charlie, closeness="1")
    for other in (bob, charlie):
        assert all(p.items["closeness"] != 6 for p in pulses(other).values())
    rows = Entry.objects.of(present_of(alice).couple).filter(kind__startswith="acknowledge.")
    assert set(rows.values_list("visibility", "given_key", "size")) == {("only_me", None, 1024)}
