"""Both pick in private: sealed until both have, through both phones."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import newcomer, pair
from nearer.journal import actions as journal
from nearer.journal.models import Entry
from nearer.journal.selectors import as_rows
from nearer.journal.selectors import rows_of as journal_rows
from nearer.journey.gathering import gather
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.actions import ideas as actions
from nearer.practices.quality_time.entries.ideas import PickAgain, Picks
from nearer.practices.quality_time.past import ideas as past
from nearer.practices.quality_time.selectors.ideas import hand
from nearer.practices.quality_time.selectors.picks import (
    again_subject_of,
    all_rounds,
    subject_of,
)
from nearer.reveal import actions as reveal
from nearer.sealing.boxes import digest
from tests.pictures import hides, page_of, rows_of, says
from tests.presence import present_of

PICKS = "/quality-time/ideas/picks/"
ROUND = f"{PICKS}1/"
BANK = ideas_bank.ideas()
BOTH, HERS, HIS, SWAPPED = (
    BANK[name] for name in ("last-stop", "warm-bowls", "fridge-tour", "supper-meets-breakfast")
)
OPENING = ("You have both picked.", "Open what we picked")


def picks(someone, *ideas, number=1):
    return someone.post(f"{PICKS}{number}/seal/", {"ideas": [idea.id for idea in ideas]})


def opens(someone, number=1):
    return someone.post(f"{PICKS}{number}/open/")


def both_open(alice, bob, hers=(BOTH, HERS), his=(HIS, BOTH), number=1):
    """Alice hosts and gives first, so Bob opens."""
    assert picks(alice, *hers, number=number).status_code == 302
    assert picks(bob, *his, number=number).status_code == 302
    alice.page(f"{PICKS}{number}/")
    assert opens(bob, number).status_code == 302


def swaps(someone, picks, *, opened):
    """Seal other words under the old name and give them again, as nobody can on a page."""
    here = present_of(someone)
    subject = subject_of(here.vault, picks.number)
    journal.discard_about(here.pen, Picks.kind, subject)
    journal.write(here.pen, picks, visibility="when_both", subject=subject)
    (row,) = as_rows(journal_rows(here.couple).filter(kind=Picks.kind, owner_id=here.id))
    journal.give(here.pen, row, against=digest(bytes(opened)))


def offered(someone):
    found = gather(present_of(someone)).offers
    return {it.key or it.title: it.href for it in found if "/quality-time/ideas/" in it.href}


def ticks(page):
    return re.findall(r'name="ideas" value="([a-z0-9-]+)"( checked)?', page)


class TestPicking:
    def test_both_are_dealt_the_same(self, couple):
        alice, bob = couple
        dealt = [name for name, _ in ticks(alice.page(PICKS))]
        assert dealt == [name for name, _ in ticks(bob.page(PICKS))]
        assert dealt == [it.id for it in hand(present_of(alice), 1)]
        says(alice.page(PICKS), "When we both answer.", "Tick up to five", BANK[dealt[0]].text)

    def test_nothing_is_shown_before_both_have_picked(self, couple):
        alice, bob = couple
        picks(bob, HIS, BOTH)
        for path in (PICKS, "/quality-time/ideas/surprise/", "/"):
            hides(alice.page(path), *OPENING)  # his may have been dealt to her, too
        picks(alice, HERS)
        says(alice.page(ROUND), "Sealed.", HERS.title)
        for path in (ROUND, "/"):
            hides(alice.page(path), *OPENING, HIS.title)

    def test_what_both_picked_stands_first_and_then_each_ones_own(self, couple):
        both_open(*couple)
        for someone, mine, theirs in zip(couple, (HERS, HIS), (HIS, HERS), strict=True):
            page = someone.page(ROUND)
            says(page, "What you both picked", "You, besides", f"ideas/{BOTH.id}/", BOTH.text)
            places = [page.index(f"ideas/{idea.id}/") for idea in (BOTH, mine, theirs)]
            assert places == sorted(places)
            says(page, f"/quality-time/windows/?idea={BOTH.id}")

    def test_it_is_said_kindly_where_none_is_there_twice(self, couple):
        both_open(*couple, hers=(HERS,), his=(HIS,))
        page = couple[0].page(ROUND)
        says(page, "None of them twice this time.", HERS.title, HIS.title)
        hides(page, "besides")

    def test_one_picks_up_to_five_and_one_at_least(self, couple):
        alice, _ = couple
        six = ideas_bank.offered()[:6]
        reply = picks(alice, *six)
        assert reply.status_code == 422
        says(page_of(reply), "These are 6. 5 are the most")
        assert {name for name, on in ticks(page_of(reply)) if on} == {it.id for it in six}
        assert picks(alice).status_code == 422
        assert alice.post(f"{ROUND}seal/", {"ideas": ["the-moon"]}).status_code == 422
        assert not rows_of(alice, Picks.kind)
        assert picks(alice, *six[:5]).status_code == 302

    def test_one_can_be_brought_along(self, couple):
        alice, bob = couple
        page = alice.page(f"{PICKS}?idea={BOTH.id}")
        assert ticks(page)[0] == (BOTH.id, " checked") or (BOTH.id, " checked") in ticks(page)
        assert alice.page(f"{PICKS}?idea=no-such-one")
        picks(alice, HERS)
        page = alice.page(f"{PICKS}?idea={BOTH.id}")
        assert {name for name, on in ticks(page) if on} == {HERS.id, BOTH.id}
        assert (BOTH.id, " checked") not in ticks(bob.page(PICKS))

    def test_it_can_be_changed_while_nobody_gave(self, couple):
        alice, _ = couple
        picks(alice, HERS)
        says(alice.page(f"{ROUND}?edit"), "Leave it as it was")
        picks(alice, BOTH)
        assert rows_of(alice, Picks.kind).count() == 1
        hides(alice.page(ROUND), HERS.title)

    def test_a_new_round_can_begin_any_time(self, couple):
        alice, bob = couple
        both_open(alice, bob)
        for someone in couple:
            page = someone.page(PICKS)
            says(page, "Tick up to five", "What you both picked last time")
            assert [it for it, _ in ticks(page)] == [it.id for it in hand(present_of(alice), 2)]
        both_open(alice, bob, hers=(HIS,), his=(HIS,), number=2)
        assert all_rounds(present_of(alice)).both_picked() == tuple(
            name for name in BANK if name in {BOTH.id, HIS.id}
        )

    def test_what_both_picked_is_the_surprise_until_it_was_done(self, couple):
        alice, bob = couple
        picks(alice, BOTH)
        picks(bob, BOTH)
        for someone in (alice, bob):  # his could open it, and has not
            hides(someone.page("/quality-time/ideas/surprise/"), "You both picked it")
        assert opens(bob).status_code == 302
        for someone in couple:
            page = someone.page("/quality-time/ideas/surprise/")
            says(page, "You both picked it", BOTH.text)
            hides(someone.page("/quality-time/ideas/surprise/?n=1"), "You both picked it")


class TestGoingBack:
    def test_what_is_taken_back_is_gone(self, couple):
        alice, bob = couple
        picks(alice, HERS)
        alice.post(f"{ROUND}take-back/")
        assert not rows_of(alice, Picks.kind)
        says(alice.page(PICKS), "Tick up to five")
        both_open(alice, bob)
        alice.post(f"{ROUND}take-back/")
        page = bob.page(ROUND)
        hides(page, HERS.title)
        says(page, "What Alice picked is not here.", "Begin a new round for us both")
        bob.post(f"{ROUND}take-back/")
        both_open(alice, bob)
        bob.post(f"{ROUND}take-back/")  # whoever gave first is not told that it was there
        hides(alice.page(ROUND), HIS.title)
        says(alice.page(ROUND), "Sealed.", "Take it back")

    def test_a_round_that_cannot_open_any_more_is_followed_by_a_new_one(self, couple):
        alice, bob = couple
        picks(alice, HERS)
        picks(bob, HIS)
        alice.page(ROUND)  # gives
        bob.post(f"{ROUND}take-back/")
        reply = picks(bob, HIS)
        assert reply.status_code == 409
        says(page_of(reply), "on its way", "Begin a new round for us both")
        for _ in range(2):  # pressed twice
            assert bob.post(f"{PICKS}again/", {"after": "1"})["Location"] == f"{PICKS}2/"
        assert rows_of(bob, PickAgain.kind).count() == 1
        says(alice.page(PICKS), "Tick up to five")
        both_open(alice, bob, number=2)
        says(alice.page(f"{PICKS}2/"), BOTH.title)

    def test_what_was_changed_outside_does_not_open(self, couple):
        alice, bob = couple
        picks(alice, HERS)
        picks(bob, HIS)
        alice.page(ROUND)
        row = rows_of(alice, Picks.kind).get()
        Entry.objects.of(row.couple_id).filter(id=row.id).update(body=bytes(row.body)[:-1] + b"x")
        assert opens(bob).status_code in {302, 409}
        hides(bob.page(ROUND), HERS.title)

    def test_what_was_swapped_after_it_was_opened_is_not_shown(self, couple):
        alice, bob = couple
        both_open(alice, bob)
        swaps(bob, Picks([SWAPPED.id], 1), opened=rows_of(alice, Picks.kind).get().body)
        page = alice.page(ROUND)
        says(page, "was changed outside Nearer")
        hides(page, SWAPPED.title)
        assert [it.who for it in past.keepsakes(present_of(alice))] == ["Me"]

    def test_picks_that_no_bank_knows_are_left_out(self, couple):
        alice, bob = couple
        picks(alice, HERS, BOTH)
        strange = Picks(["no-such-one", BOTH.id], 1)
        reveal.answer(present_of(bob).pen, strange, subject=subject_of(present_of(bob).vault, 1))
        alice.page(ROUND)
        opens(bob)
        for someone in couple:
            says(someone.page(ROUND), BOTH.title, "What you both picked")
            hides(someone.page(ROUND), "no-such-one")

    def test_picks_of_another_round_under_this_ones_name_are_not_mine(self, couple):
        alice, _ = couple
        here = present_of(alice)
        reveal.answer(here.pen, Picks([HERS.id], 5), subject=subject_of(here.vault, 1))
        assert all_rounds(here).picked == {}

    def test_nobody_is_led_to_a_round_far_away(self, couple):
        alice, bob = couple
        for number in (7, 99_999):
            actions.begin_again(present_of(bob), number)
        assert all_rounds(present_of(alice)).current == 1
        his = present_of(bob)
        journal.write(
            his.pen, PickAgain(2), visibility="shared", subject=again_subject_of(his.vault, 3)
        )
        assert all_rounds(present_of(alice)).current == 1


class TestYears:
    def test_many_rounds_ask_the_database_as_often_as_one(self, couple):
        alice, bob = couple

        def asked():
            found = []
            for path in (PICKS, ROUND, "/quality-time/ideas/surprise/", "/"):
                with CaptureQueriesContext(connection) as queries:
                    alice.page(path)
                found.append(len(queries))
            return found

        both_open(alice, bob)
        asked()
        few = asked()
        for number in range(2, 12):
            both_open(alice, bob, number=number)
        asked()
        assert asked() == few


class TestWhoeverIsNotMeant:
    def test_somebody_alone_is_told_what_they_can_do(self, alice):
        says(alice.page(PICKS), "This comes with two", "One for today")
        assert alice.get(ROUND).status_code == 404
        assert picks(alice, HERS).status_code == 404
        assert alice.post(f"{PICKS}again/", {"after": "1"}).status_code == 404

    def test_charlie_reads_nothing_of_them(self, couple, charlie):
        both_open(*couple)
        pair(charlie, newcomer("Dora"))
        hides(charlie.page(ROUND), "What you both picked", *OPENING)
        says(charlie.page(ROUND), "Tick up to five")
        assert rows_of(couple[0], Picks.kind).count() == 1

    @pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999"])
    def test_a_round_that_has_not_begun_is_a_404(self, couple, number):
        assert couple[0].get(f"{PICKS}{number}/").status_code == 404
        assert picks(couple[0], HERS, number=number).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {"ideas": [], "number": 1},
        {"ideas": ["a"] * 6, "number": 1},
        {"ideas": [1], "number": 1},
        {"ideas": ["a"], "number": 0},
        {"ideas": [["a"]], "number": 1},
        {"ideas": "abc", "number": 1},
        {"ideas": ["a"], "number": "1"},
        {"ideas": ["a"], "number": True},
        {"ideas": ["a"], "number": 10**9},
    ],
)
def test_picks_that_cannot_be_do_not_open(data):
    with pytest.raises(ValueError, match="no "):
        Picks(**data)


@pytest.mark.parametrize("number", [0, -1, "2", None, 10**9])
def test_a_round_that_cannot_be_is_not_asked_for(number):
    with pytest.raises(ValueError, match="no such round"):
        PickAgain(number)


class TestElsewhere:
    def test_today_offers_to_pick_and_says_where_it_stands(self, couple):
        alice, bob = couple
        assert offered(alice)["quality-time.picks"] == PICKS
        picks(bob, HIS)
        assert offered(alice)["quality-time.picks"] == PICKS
        picks(alice, HERS)
        assert offered(alice) == {"What you both would like": ROUND}
        alice.page(ROUND)
        says(bob.page("/"), "You have both picked. Open it.")
        opens(bob)
        for someone in couple:
            assert offered(someone) == {
                "quality-time.picks": PICKS,
                "What you both would like": ROUND,
            }

    def test_somebody_alone_is_offered_something_small(self, alice):
        found = offered(alice)
        name = found["quality-time.idea"].split("/")[-2]
        assert (BANK[name].minutes <= 15, BANK[name].energy) == (True, 1)
        assert "quality-time.picks" not in found

    def test_the_timeline_and_the_copy_say_what_was_opened(self, couple):
        alice, bob = couple
        picks(alice, HERS)
        assert [it.text for it in past.keepsakes(present_of(alice))] == [HERS.title]
        assert not list(past.keepsakes(present_of(bob)))
        picks(bob, HIS)
        alice.page(ROUND)
        opens(bob)
        for someone in couple:
            here = present_of(someone)
            (moment,) = past.moments(here, year=here.day.year)
            assert (moment.href, moment.mine_alone) == (ROUND, False)
            assert moment.first == "The first ideas you both picked"
            assert not list(past.moments(here, year=here.day.year - 1))
            assert {(it.who, it.text) for it in past.keepsakes(here)} == {
                ("Me", (HERS if someone is alice else HIS).title),
                ("Bob" if someone is alice else "Alice", (HIS if someone is alice else HERS).title),
            }
