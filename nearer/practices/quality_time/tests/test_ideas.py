"""Ideas through the pages: what fits, one of them, the surprise, and what was done."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine

from nearer.journal.models import Entry
from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.actions import plans
from nearer.practices.quality_time.rules.dates import Date
from nearer.practices.quality_time.selectors.ideas import SHOWN, done_ideas
from nearer.practices.quality_time.selectors.plans import all_plans
from tests.pictures import hides, page_of, says
from tests.presence import present_of

IDEAS = "/quality-time/ideas/"
SURPRISE = f"{IDEAS}surprise/"
NOW = "2026-10-23T18:00:00+00:00"
BANK = ideas_bank.ideas()
BUS = BANK["last-stop"]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def listed(page):
    return re.findall(rf'class="go" href="{IDEAS}([a-z0-9-]+)/"', page)


def surprised(someone, query=""):
    return re.search(r"<h1>(.*?)</h1>", page_of(someone.get(SURPRISE + query)))[1]


def passes(traveller, *people):
    """Two hours, after which everybody's phone was locked."""
    traveller.shift(timedelta(hours=2, minutes=1))
    for someone in people:
        someone.post("/unlock/", {"words": someone.words})


def did(alice, bob, idea, traveller):
    """They agree on a time for it, and it passes."""
    when = Date(datetime(2026, 10, 23, 19, 30), "UTC", 30)
    thread = plans.propose(present_of(alice), when, idea=idea)
    known = next(it for it in all_plans(present_of(bob)) if it.thread == thread)
    plans.accept(present_of(bob), thread, known.plan.theirs[0].mark, seen=known.seen)
    assert idea not in done_ideas(present_of(alice))
    passes(traveller, alice, bob)


class TestLooking:
    def test_all_of_them_are_there_page_by_page(self, alice):
        found, start = [], 0
        while start is not None:
            page = alice.page(f"{IDEAS}?start={start}")
            found += listed(page)
            more = re.search(r"start=(\d+)", page)
            start = int(more[1]) if more else None
        assert sorted(found) == sorted(it.id for it in ideas_bank.offered())

    def test_what_is_asked_stands_above_what_fits(self, alice):
        page = alice.page(f"{IDEAS}?minutes=5&cost=free&place=home&calm=quiet")
        says(page, "5 minutes", "No noise", "All of them")
        for name in listed(page):
            idea = BANK[name]
            assert (idea.minutes, idea.cost) == (5, "free")
            assert idea.place in {"home", "anywhere"}
            assert "noisy" not in idea.senses

    def test_what_is_asked_is_kept_for_the_next_page_and_the_surprise(self, alice):
        page = page_of(alice.get(f"{IDEAS}?cost=free&also=apart"))
        says(page, f"{SURPRISE}?cost=free&also=apart", "?cost=free&also=apart&start=20")

    def test_it_is_said_honestly_where_nothing_fits_all_of_it(self, alice):
        page = alice.page(f"{IDEAS}?minutes=5&place=town&children=asleep&calm=moving&calm=dim")
        says(page, "Nothing fits all of that; these fit most")
        assert listed(page)

    def test_the_season_is_the_one_outside(self, alice):
        page = "".join(
            alice.page(f"{IDEAS}?also=season&start={n}") for n in range(0, len(BANK), SHOWN)
        )
        seasons = {season for name in listed(page) for season in BANK[name].season}
        assert "autumn" in seasons
        assert not any(
            BANK[name].season and "autumn" not in BANK[name].season for name in listed(page)
        )

    @pytest.mark.parametrize(
        "query", ["minutes=7", "place=moon", "calm=loud", "also=more", "energy=x", "cost=%00"]
    )
    def test_an_address_that_somebody_made_up_is_answered_in_words(self, alice, query):
        reply = alice.get(f"{IDEAS}?{query}")
        assert reply.status_code == 422
        says(page_of(reply), "Choose from these; the link may be an old one.")
        assert alice.get(f"{SURPRISE}?{query}").status_code == 200

    @pytest.mark.parametrize("start", ["-1", "x", "99999999", "²", "9999"])
    def test_a_start_that_is_none_is_the_beginning(self, alice, start):
        assert listed(alice.page(f"{IDEAS}?start={start}"))[0] == ideas_bank.offered()[0].id

    def test_nothing_there_is_a_404(self, alice):
        for name in ("no-such-idea", "Last-Stop"):
            assert alice.get(f"{IDEAS}{name}/").status_code == 404


class TestOneIdea:
    def test_alone_its_way_alone_comes_first_and_no_time_is_proposed(self, alice):
        page = alice.page(f"{IDEAS}{BUS.id}/")
        says(page, BUS.text, BUS.alone, BUS.apart)
        assert page.index(BUS.alone) < page.index(BUS.text)
        hides(page, "Find a time for it", "Pick it for us")

    def test_for_two_it_goes_to_a_window_in_one_tap(self, couple):
        page = couple[0].page(f"{IDEAS}{BUS.id}/")
        assert page.index(BUS.text) < page.index(BUS.alone)
        says(page, f"/quality-time/windows/?idea={BUS.id}", "Pick it for us")
        assert couple[0].get(f"/quality-time/windows/?idea={BUS.id}").status_code == 200

    def test_a_proposed_time_says_for_which_idea(self, couple):
        alice, bob = couple
        propose = "/quality-time/plans/propose/"
        says(alice.page(f"{propose}?idea={BUS.id}"), BUS.title)
        sent = {"start": "2026-10-24T19:30", "minutes": "60", "idea": BUS.id}
        plan = alice.post(propose, sent)["Location"]
        says(bob.page(plan), f'href="{IDEAS}{BUS.id}/"', BUS.title)

    def test_no_two_pages_have_one_name(self):
        assert not {"surprise", "picks"} & set(BANK)

    def test_every_idea_has_its_page(self, couple):
        for name in list(BANK)[::17]:
            says(couple[1].page(f"{IDEAS}{name}/"), BANK[name].title, BANK[name].text)


class TestTheSurprise:
    def test_both_get_the_same_one(self, couple):
        alice, bob = couple
        assert surprised(alice) == surprised(bob)
        query = "?minutes=10&also=apart"
        assert surprised(alice, query) == surprised(bob, query)

    def test_both_get_the_same_one_where_it_is_another_season(self, couple):
        alice, bob = couple
        bob.post("/you/zone/", {"zone": "Africa/Johannesburg"})
        assert surprised(alice) == surprised(bob)

    def test_it_fits_what_is_asked(self, couple):
        for n in range(6):
            title = surprised(couple[0], f"?minutes=5&cost=free&n={n}")
            (idea,) = (it for it in BANK.values() if it.title == title)
            assert (idea.minutes, idea.cost) == (5, "free")

    def test_another_one_is_private_and_writes_nothing(self, couple):
        alice, bob = couple
        before, count = surprised(bob), Entry.objects.of(present_of(bob).couple).count()
        titles = {surprised(alice, f"?n={n}") for n in range(5)}
        assert len(titles) == 5
        assert surprised(bob) == before
        assert Entry.objects.of(present_of(bob).couple).count() == count

    def test_somebody_alone_gets_one_with_its_way_alone(self, alice):
        page = alice.page(SURPRISE)
        says(page, "For today", "Alone")
        hides(page, "For you both", "Find a time")


class TestWhatWasDone:
    def test_what_was_done_comes_last_and_is_no_surprise_for_either(self, couple, today):
        alice, bob = couple
        title = surprised(alice)
        (idea,) = (it for it in BANK.values() if it.title == title)
        did(alice, bob, idea.id, today)
        for someone in couple:
            assert done_ideas(present_of(someone)) == {idea.id}
            assert all(surprised(someone, f"?n={n}") != title for n in range(10))
            says(someone.page(f"{IDEAS}{idea.id}/"), "You two have done this one.")
        page = alice.page(f"{IDEAS}?start={(len(BANK) - 1) // SHOWN * SHOWN}")
        assert listed(page)[-1] == idea.id
        says(page, "you two did this one")

    def test_what_was_only_proposed_was_not_done(self, couple, today):
        when = Date(datetime(2026, 10, 23, 19, 30), "UTC", 30)
        plans.propose(present_of(couple[0]), when, idea=BUS.id)
        passes(today, *couple)
        assert done_ideas(present_of(couple[0])) == frozenset()
