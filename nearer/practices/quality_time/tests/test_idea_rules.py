"""Which idea fits, and which one is today's: by tables, and by whatever Hypothesis thinks of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nearer.practices.quality_time import ideas_bank
from nearer.practices.quality_time.rules import ideas as rules
from nearer.practices.quality_time.rules.ideas import Calm, Wish

BANK = ideas_bank.offered()
PLAIN = replace(
    BANK[0],
    id="plain",
    minutes=10,
    cost="free",
    energy=1,
    place="home",
    children="with",
    season=(),
    senses=("still",),
    apart="Ring.",
)
DAY = date(2026, 10, 23)
CALMLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A machine that is busy with something else says nothing of the rules."""


@pytest.mark.parametrize(
    ("wish", "changes", "fits"),
    [
        (Wish(), {}, True),
        (Wish(minutes=10), {"minutes": 10}, True),
        (Wish(minutes=10), {"minutes": 15}, False),
        (Wish(cost="free"), {"cost": "low"}, False),
        (Wish(cost="low"), {"cost": "free"}, True),
        (Wish(cost="low"), {"cost": "some"}, False),
        (Wish(energy=1), {"energy": 2}, False),
        (Wish(energy=2), {"energy": 1}, True),
        (Wish(place="town"), {"place": "home"}, False),
        (Wish(place="town"), {"place": "anywhere"}, True),
        (Wish(children="with"), {"children": "asleep"}, False),
        (Wish(children="asleep"), {"children": "asleep"}, True),
        (Wish(children="asleep"), {"children": "with"}, True),
        (Wish(children="asleep"), {"children": "with", "place": "outside"}, False),
        (Wish(children="asleep"), {"children": "away"}, False),
        (Wish(), {"children": "away"}, True),
        (Wish(apart=True), {"apart": ""}, False),
        (Wish(apart=True), {}, True),
        (Wish(season="winter"), {"season": ("summer",)}, False),
        (Wish(season="winter"), {"season": ("winter", "autumn")}, True),
        (Wish(season="winter"), {}, True),
        (Wish(calm=(Calm.QUIET,)), {"senses": ("noisy",)}, False),
        (Wish(calm=(Calm.STILL,)), {"senses": ("moving",)}, False),
        (Wish(calm=(Calm.DIM,)), {"senses": ("bright",)}, False),
        (Wish(calm=(Calm.ODOURLESS,)), {"senses": ("smells",)}, False),
        (Wish(calm=(Calm.QUIET, Calm.DIM)), {"senses": ("tastes",)}, True),
        (Wish(calm=(Calm.HANDS,)), {"senses": ("still",)}, False),
        (Wish(calm=(Calm.HANDS,)), {"senses": ("hands",)}, True),
        (Wish(calm=(Calm.MOVING,)), {"senses": ("moving",)}, True),
    ],
)
def test_what_fits(wish, changes, fits):
    assert bool(rules.fitting([replace(PLAIN, **changes)], wish)) is fits


def test_where_nothing_fits_all_of_it_that_is_shown_which_fits_the_most():
    far = replace(PLAIN, id="far", minutes=120, cost="some", place="town")
    near = replace(PLAIN, id="near", minutes=120)
    wish = Wish(minutes=5, cost="free", place="home")
    assert rules.fitting([far, near], wish) == []
    assert rules.nearest([far, near], wish) == [near]
    assert rules.nearest([], wish) == []


wishes = st.builds(
    Wish,
    minutes=st.sampled_from([0, 5, 15, 120]),
    cost=st.sampled_from(["", "free", "low"]),
    energy=st.sampled_from([0, 1, 2]),
    place=st.sampled_from(["", "home", "outside", "town"]),
    children=st.sampled_from(["", "with", "asleep"]),
    apart=st.booleans(),
    season=st.sampled_from(["", "winter", "summer"]),
    calm=st.lists(st.sampled_from(Calm), unique=True, max_size=2).map(tuple),
)


@CALMLY
@given(wishes)
def test_there_is_always_something(wish):
    found = rules.fitting(BANK, wish)
    assert set(found) <= set(BANK)
    assert rules.nearest(BANK, wish) == found or not found
    assert rules.nearest(BANK, wish)


@pytest.mark.parametrize(
    ("day", "zone", "season"),
    [
        (date(2026, 1, 5), "Europe/Berlin", "winter"),
        (date(2026, 12, 5), "America/New_York", "winter"),
        (date(2026, 3, 1), "Europe/London", "spring"),
        (date(2026, 7, 1), "UTC", "summer"),
        (date(2026, 10, 23), "Europe/Berlin", "autumn"),
        (date(2026, 7, 1), "Australia/Sydney", "winter"),
        (date(2026, 12, 5), "Pacific/Auckland", "summer"),
        (date(2026, 10, 23), "America/Argentina/Cordoba", "spring"),
        (date(2026, 4, 1), "Africa/Johannesburg", "autumn"),
    ],
)
def test_the_season_is_the_one_outside(day, zone, season):
    assert rules.season_of(day, zone) == season


class TestTheSurprise:
    @CALMLY
    @given(st.binary(min_size=16, max_size=16), st.dates(), st.integers(1, len(BANK)))
    def test_both_get_the_same_and_nobody_gets_one_twice_before_all_were_there(
        self, seed, day, count
    ):
        pool = BANK[:count]
        names = [
            rules.surprise(pool, done=(), seed=seed, day=day, number=n).id for n in range(count)
        ]
        assert sorted(names) == sorted(it.id for it in pool)
        turned = tuple(reversed(pool))
        assert rules.surprise(turned, done=(), seed=seed, day=day).id == names[0]

    def test_every_day_is_another_one_until_all_were_there(self):
        days = [DAY + timedelta(days=n) for n in range(len(BANK))]
        seen = {rules.surprise(BANK, done=(), seed=b"two", day=day).id for day in days}
        assert len(seen) == len(BANK)

    def test_todays_other_one_is_not_tomorrows(self):
        other = rules.surprise(BANK, done=(), seed=b"two", day=DAY, number=1)
        assert other != rules.surprise(BANK, done=(), seed=b"two", day=DAY + timedelta(days=1))

    def test_another_couple_gets_another_order(self):
        assert rules.shuffled(BANK, seed=b"one") != rules.shuffled(BANK, seed=b"two")

    def test_what_was_done_waits_until_all_are(self):
        done = {it.id for it in BANK[1:]}
        for number in range(5):
            assert rules.surprise(BANK, done=done, seed=b"x", day=DAY, number=number) == BANK[0]
        everything = {it.id for it in BANK}
        assert rules.surprise(BANK, done=everything, seed=b"x", day=DAY) in BANK
        assert rules.surprise((), done=(), seed=b"x", day=DAY) is None

    def test_what_was_done_comes_later_in_the_list(self):
        ordered = rules.in_order(BANK, {BANK[0].id})
        assert (ordered[-1], ordered[0]) == (BANK[0], BANK[1])


class TestTheRound:
    def test_both_are_dealt_the_same_and_nothing_of_one_season(self):
        dealt = rules.hand(BANK, done=(), seed=b"two")
        assert dealt == rules.hand(tuple(reversed(BANK)), done=(), seed=b"two")
        assert len(dealt) == rules.HAND
        assert not any(it.season for it in dealt)
        assert dealt != rules.hand(BANK, done=(), seed=b"next")

    def test_what_was_done_is_not_dealt_while_there_is_something_else(self):
        first = rules.hand(BANK, done=(), seed=b"two")[0]
        assert first not in rules.hand(BANK, done={first.id}, seed=b"two")

    @pytest.mark.parametrize(
        ("opened", "mine", "asked", "number"),
        [
            ((), (), (), 1),
            ((), (1,), (), 1),
            ((1,), (1,), (), 2),
            ((1, 2), (1, 2), (), 3),
            ((1,), (1, 2), (), 2),
            ((), (1,), (2,), 2),
            ((1,), (1,), (2,), 2),
            ((), (1,), (3, 2), 3),
            ((), (1,), (99_999, 3), 1),
        ],
    )
    def test_which_one_it_is(self, opened, mine, asked, number):
        assert rules.current_round(opened=opened, mine=mine, asked=asked) == number

    @CALMLY
    @given(*[st.lists(st.sampled_from([it.id for it in BANK[:9]]), unique=True)] * 2)
    def test_what_both_picked_is_the_same_whoever_looks(self, mine, theirs):
        order = [it.id for it in BANK]
        both = rules.both(mine, theirs, order=order)
        assert both == rules.both(theirs, mine, order=order)
        assert {*both, *rules.only(mine, theirs, order=order)} == set(mine)
        assert not set(rules.only(mine, theirs, order=order)) & set(theirs)
