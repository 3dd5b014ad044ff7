"""What Bob does in secret makes no difference to anything that Alice can see.

Hypothesis draws two worlds that are equal except for Bob's secret acts: whether, when, how
often and how much he answers, what he takes back, keeps, types, marks, searches, sets or
locks. In both, Alice does the same. Then every address she may ask for has to give the same
response, and take the same statements to make.
"""

import os
import re
from dataclasses import replace
from unittest import mock

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nearer.accounts.models import Session
from nearer.feeds.models import Published
from nearer.journal.models import Entry
from nearer.practices import registered
from tests import (
    calendars,
    feeds,
    lessons,
    letters,
    meetings,
    picking,
    plans,
    sittings,
    worlds,
)
from tests.worlds import (
    NOBODYS,
    SECRETLY,
    START,
    Act,
    Base,
    Phone,
    Seen,
    Step,
    a_couple,
    differences,
    do,
    live,
    routes,
    without_giving,
)

LONG = int(os.environ.get("NEARER_WORLDS", "30"))
"""How many pairs of worlds the long test draws; a night's run can ask for thousands."""
QUIETLY = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "print_blob": False,
    "suppress_health_check": list(HealthCheck),
}

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80),
    st.integers(1, 11_900).map(lambda size: "x" * size),
    st.just("I was afraid to say it."),
)
rounds = st.integers(0, 2)
answering = st.builds(Act, st.just("answers"), st.integers(0, 1), texts)
"""Drawn more often than chance would: most of what can go wrong needs both to have answered."""
secret = answering | st.builds(Act, st.sampled_from(SECRETLY), rounds, texts)
secrets = st.lists(secret, max_size=3).map(tuple)
HERS = [
    *SECRETLY,
    "puts it to both",
    "chooses the deck",
    "wants both lines",
    *letters.HERS,
    *calendars.OPENLY,
    *meetings.OPENLY,
    *picking.OPENLY,
    *feeds.OPENLY,
    *sittings.HERS,
    *sittings.OPENLY,
    *("proposes a time", "proposes a ritual"),
]
visible = answering | st.builds(Act, st.sampled_from(HERS), rounds, texts)
steps = st.lists(st.builds(Step, secrets, secrets, st.none() | visible), min_size=1, max_size=5)

answers = Act("answers", 0, "Bob waited up")
at_length = Act("answers", 0, "Bob waited up. " * 700)
alice = Act("answers", 0, "Alice made tea")
back = Act("takes it back", 0)
LOOKS = Step(alice=Act("looks at today"))
draws, undone = Act("draws", 0, "Bob drew"), Act("takes the picture back")
pulse, other_pulse = Act("keeps a pulse", 0, "Bob"), Act("keeps a pulse", 0, "at length")
wants_lines, her_line = Act("wants both lines"), Act("looks at their line")
HIS_WEEK = (pulse, Act("types at a pulse", 3), Act("says whether it fits"), her_line)
reads = Act("reads a letter")
HIS_LETTERS = tuple(
    Act(name, 0, "Bob's own")
    for name in ("keeps a letter", "types at a letter", "changes a kept letter")
)
HIS_OWN_WORDS = tuple(
    Act(name, 0, "Bob's own")
    for name in ("finishes a sentence", "goes on in a letter", "observes", "types as an observer")
)
HIS_LESSONS = tuple(Act(name, 1) for name in lessons.ACTS)
HIS_TIME = tuple(
    Act(name, 0, "Bob's own") for name in calendars.ACTS if name not in calendars.OPENLY
)
HIS_LIKED = tuple(
    Act(name, 0, "Bob liked it") for name in meetings.ACTS if name not in meetings.OPENLY
)
HIS_PICKS = tuple(Act(name, 2, "Bob's own") for name in picking.ACTS if name not in picking.OPENLY)
HIS_SITTINGS = tuple(
    Act(name, 3, "Bob's line")
    for name in sittings.ACTS
    if name not in (*sittings.OPENLY, *sittings.HERS)
)
ready, her_ready = Act("is ready for her sitting"), Act("is ready for his sitting")
sits, sits_alone = Act("looks at the sittings"), (Act("sits alone"), Act("lays out alone"))
takes_along, at_the_line = Act("takes a line along", 0, "The rain"), Act("looks at the line")
picks, his_picks = Act("picks", 2, "Alice's"), Act("picks", 1, "Bob picked")
likes, meets = Act("seals what was liked", 0, "The fog"), Act("looks at the meeting")
shares, calls_it = Act("shares free times"), Act("names a calendar", 0, "Bob's night shifts")
busier, windows = Act("adds a busy morning"), Act("looks at the windows")
keeps, not_yet = Act("wants to keep"), Act("is not yet ready to keep")
# Pairs of worlds in which a thing can go wrong that chance does not find every day.
BEFORE_SHE_ANSWERED = [Step(in_one=(answers,))]
AFTER_SHE_ANSWERED = [Step(alice=alice), Step(in_one=(answers,), alice=Act("looks at today"))]
BEFORE_AND_AFTER = [Step(in_one=(answers,), alice=alice), Step(in_other=(at_length,))]
OTHER_WORDS = [Step(in_one=(answers,), in_other=(at_length,), alice=alice)]
IN_THE_MIDDLE = [Step(in_one=(Act("answers", 1, "Bob"),), in_other=(Act("answers", 2, "Bob"),))]
OR_NOT = [Step(in_one=(answers,), alice=alice)]
TAKEN_BACK = [Step(in_one=(answers, back)), Step(in_one=(answers, back), alice=alice)]
SHE_TAKES_BACK = [
    Step(in_one=(answers,), alice=alice),
    Step(alice=back),
    Step(in_other=(answers,), alice=alice),
]
TYPED = [Step(in_one=(Act("types", 0, "Bob"), Act("types in another tab", 1, "Bob")))]
FOR_HIMSELF = [
    Step(in_one=(Act("keeps it for themselves", 0, "Bob"),), in_other=(answers,), alice=alice)
]
HIS_OTHER_LIFE = [
    Step(in_one=tuple(Act(name, 1, "Bob") for name in SECRETLY if "back" not in name)),
    Step(alice=Act("looks at the list")),
]
not_now, little = Act("says not now", 0), Act("says how much energy", 0)
more, gentle = Act("wants steps that ask for more"), Act("stays gentle")
HIS_DAY = (not_now, little, Act("says how much time"), Act("wants no path"))
CHECKS_IN, SHE_CHECKS_IN = Act("checks in", 0, "Bob was tired"), Act("checks in", 0, "Alice was")
CHECKIN_BEFORE = [
    Step(in_one=(CHECKS_IN,)),
    Step(in_other=(Act("types a check-in", 0, "Bob"), Act("says how it went"))),
    Step(in_one=(Act("keeps a kind line", 0, "Bob"), Act("looks for a kind line", 3))),
]
CHECKIN_AFTER = [
    Step(alice=SHE_CHECKS_IN),
    Step(in_one=(CHECKS_IN,), alice=Act("looks at the check-in")),
]
CHECKIN_FOR_HIMSELF = [
    Step(in_one=(Act("checks in for themselves", 0, "Bob"),), in_other=(CHECKS_IN,)),
    Step(alice=SHE_CHECKS_IN),
    Step(in_one=(Act("takes the check-in back"),), alice=Act("looks at today")),
]
ASKED_BY_HER = [Step(alice=Act("puts it to both", 0)), Step(in_one=(answers,))]
KNOWN = {
    "before she answered": BEFORE_SHE_ANSWERED,
    "after she answered": AFTER_SHE_ANSWERED,
    "before and after": BEFORE_AND_AFTER,
    "other words": OTHER_WORDS,
    "in the middle": IN_THE_MIDDLE,
    "other words and none": OR_NOT,
    "taken back": TAKEN_BACK,
    "she takes back": SHE_TAKES_BACK,
    "typed": TYPED,
    "for himself": FOR_HIMSELF,
    "his other life": HIS_OTHER_LIFE,
    "asked by her": ASKED_BY_HER,
    "drawn before she drew": [Step(in_one=(draws,))],
    "drawn after she drew": [Step(alice=draws), Step(in_one=(draws,), alice=LOOKS.alice)],
    "drawn otherwise": [Step(in_one=(draws,), in_other=(Act("draws", 0, "x"),), alice=draws)],
    "drawn and taken back": [Step(in_one=(draws, undone)), Step(in_one=(draws, undone))],
    "wants to keep": [Step(in_one=(keeps,)), Step(alice=LOOKS.alice)],
    "wants to keep what she keeps": [Step(alice=keeps), Step(in_one=(keeps,))],
    "not yet after all": [Step(in_one=(keeps, not_yet), alice=keeps)],
    "his pulse": [Step(in_one=(pulse,), alice=her_line)],
    "another pulse of his": [Step(in_one=HIS_WEEK, in_other=(other_pulse,), alice=her_line)],
    "his pulse, and she wants both lines": [
        Step(alice=wants_lines),
        Step(in_one=HIS_WEEK, alice=Act("keeps a pulse", 0, "Alice")),
        Step(in_other=(Act("keeps half a pulse", 2), *HIS_WEEK), alice=her_line),
    ],
    "his day": [Step(in_one=HIS_DAY), Step(alice=not_now), Step(in_other=HIS_DAY, alice=little)],
    "wants more": [Step(in_one=(more,)), Step(alice=LOOKS.alice)],
    "wants more, and she does": [Step(alice=more), Step(in_one=(more,)), Step(alice=LOOKS.alice)],
    "wanted more for a while": [
        Step(in_one=(more,), alice=more),
        Step(alice=LOOKS.alice),
        Step(in_one=(gentle,), alice=little),
        Step(in_one=(more, gentle), alice=not_now),
    ],
    "a check-in before hers": CHECKIN_BEFORE,
    "a check-in after hers": CHECKIN_AFTER,
    "a check-in for himself": CHECKIN_FOR_HIMSELF,
    "reads her letter": [Step(in_one=(reads,), alice=Act("looks at the letters"))],
    "puts her letter off": [
        Step(in_one=(Act("chooses a moment", 1),), in_other=(Act("chooses a moment", 2),)),
        Step(in_other=(reads,), alice=Act("chooses a moment for his", 1)),
    ],
    "types at an answer to her": [Step(in_one=(Act("types at an answer", 0, "Bob"),))],
    "his own words": [
        Step(in_one=HIS_OWN_WORDS, alice=Act("looks at the observer")),
        Step(in_other=(Act("lets a sentence go"), Act("lets a writing go")), alice=LOOKS.alice),
    ],
    "his lessons": [
        Step(in_one=HIS_LESSONS, alice=Act("looks at the lessons")),
        Step(in_other=(Act("does a lesson", 2),), alice=Act("does a lesson", 2)),
    ],
    "his time": [
        Step(in_one=HIS_TIME, alice=Act("looks at the calendars")),
        Step(in_other=HIS_TIME[:3], alice=shares),
    ],
    "his address": [
        Step(in_one=(Act("takes an address"),), alice=Act("looks at the address")),
        Step(in_other=(Act("takes an address"), Act("ends the address")), alice=LOOKS.alice),
    ],
    "why he is not free": [
        Step(in_one=(shares,), in_other=(calls_it, shares), alice=LOOKS.alice),
        Step(in_one=(calls_it, Act("looks at the calendars")), alice=shares),
    ],
    "when he is busy": [
        Step(in_one=(shares,), in_other=(shares,), alice=windows),
        Step(in_one=(busier,), in_other=(calls_it,), alice=windows),
        Step(alice=shares),
    ],
    "what he liked": [
        Step(in_one=HIS_LIKED, alice=Act("looks at what was liked")),
        Step(in_other=(Act("likes something alone", 0, "The soup"),), alice=likes),
        Step(in_one=(Act("takes the liked line back"),), alice=meets),
    ],
    "what he liked after she said hers": [
        Step(alice=likes),
        Step(in_one=(Act("types what was liked", 0, "Bob's"), likes), alice=meets),
        Step(in_other=(Act("likes something alone"),), alice=LOOKS.alice),
    ],
    "what he picked": [
        Step(in_one=HIS_PICKS, alice=Act("looks at the picks")),
        Step(in_other=(his_picks,), alice=Act("wants another surprise", 1)),
        Step(in_one=(Act("takes the picks back"),), alice=picks),
    ],
    "what he picked after she did": [
        Step(alice=picks),
        Step(in_one=(his_picks,), alice=Act("looks at the picks")),
        Step(in_other=(Act("looks for ideas"),), alice=LOOKS.alice),
    ],
    "he is ready": [
        Step(in_one=(ready,), alice=sits),
        Step(in_one=(ready, Act("presses what is not there")), alice=LOOKS.alice),
    ],
    "he is ready, and she is for another": [
        Step(alice=her_ready),
        Step(in_one=(ready,), in_other=(sits,), alice=her_ready),
        Step(in_one=(Act("presses what is not there", 6),), alice=sits),
    ],
    "he sits alone": [
        Step(in_one=sits_alone, alice=sits),
        Step(in_other=(sits_alone[1],), alice=Act("sits alone")),
        Step(in_one=(Act("keeps a line of his own sitting", 0, "The rain"),), alice=LOOKS.alice),
    ],
    "his sittings and lessons": [
        Step(alice=her_ready),
        Step(alice=takes_along),
        Step(in_one=HIS_SITTINGS, in_other=HIS_LESSONS, alice=sits),
        Step(in_other=(takes_along,), alice=at_the_line),
    ],
    "what he took along": [
        Step(in_one=(takes_along,), alice=at_the_line),
        Step(in_other=(Act("keeps a line of it alone", 0, "Bob's"),), alice=takes_along),
        Step(in_one=(Act("takes the line back"),), alice=at_the_line),
    ],
    "what he took along after she did": [
        Step(alice=takes_along),
        Step(in_one=(Act("types a line to take along", 0, "B"), takes_along), alice=at_the_line),
        Step(in_other=(Act("keeps that it took place"),), alice=LOOKS.alice),
    ],
    "he looks at her time": [
        Step(in_one=tuple(Act(name) for name in plans.ACTS if name not in plans.OPENLY)),
        Step(in_other=(Act("looks at her time"),), alice=LOOKS.alice),
    ],
    "his letters": [
        Step(in_one=HIS_LETTERS, alice=Act("looks at the letters")),
        Step(in_other=(Act("lets a kept letter go"),), alice=LOOKS.alice),
    ],
}
SOON = {
    *("after she answered", "his other life", "reads her letter", "his own words"),
    *("his time", "what he liked", "what he picked", "he looks at her time"),
    *("when he is busy", "his sittings and lessons"),
    *("drawn after she drew", "another pulse of his", "a check-in after hers"),
}
"""In the quick tests: what goes wrong first, of each practice. The others are many."""


@pytest.fixture(
    params=[
        pytest.param(True, id="alice gives first"),
        pytest.param(False, id="alice opens", marks=pytest.mark.slow),  # the same walks again
    ]
)
def base(request, db) -> Base:
    return a_couple(alice_first=request.param)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(steps, id=name, marks=() if name in SOON else pytest.mark.slow)
        for name, steps in KNOWN.items()
    ],
)
def test_known_secrets_make_no_difference(base, steps):
    assert differences(base, steps) == []


@pytest.mark.slow
@settings(max_examples=LONG, **QUIETLY)
@given(steps=steps)
def test_no_secret_makes_a_difference_in_many_worlds(base, steps):
    assert differences(base, steps) == []


def test_what_bob_does_in_secret_really_happens(base):
    """Else two empty worlds would be compared, and be equal."""
    bob = Phone(base.bob, "bob")
    with time_machine.travel(START, tick=False):
        for name in SECRETLY:
            replies = do(base, bob, Act(name, 0, "Bob did this"))
            assert {reply.status for reply in replies} <= {200, 302}, (name, replies)
    his = Entry.objects.of(base.couple).filter(owner_id=base.bob_id)
    kinds = set(his.values_list("kind", flat=True))
    assert {"conversation.answer", "conversation.mine", "journal.draft"} <= kinds
    assert {"conversation.checkin", "conversation.small", "conversation.appreciation"} <= kinds
    assert {f"acknowledge.{it}" for it in ("picture", "keep", "words", "talk")} <= kinds
    assert {"acknowledge.pulse", "acknowledge.mine"} <= kinds
    assert {"honesty.letter", "honesty.opens"} <= kinds
    assert {"honesty.line", "honesty.observed", "honesty.observing"} <= kinds
    assert {"quality_time.source", "quality_time.hours", "quality_time.liked"} <= kinds
    assert {"quality_time.picks", "presence.lesson"} <= kinds
    assert {"presence.step", "presence.taken"} <= kinds
    assert not his.filter(subject=base.rounds[0], visibility="when_both").exists()  # taken back


def test_what_is_meant_to_be_seen_is_seen(base):
    """The comparison looks: opening, or coming by to give, makes a difference by design."""
    both = Step(in_one=(answers,), in_other=(answers,), alice=alice)
    comes_by = Act("opens") if base.alice_first else Act("looks at today")
    with mock.patch.object(worlds, "stays_secret", return_value=True):
        assert differences(base, [both, LOOKS, Step(in_one=(comes_by,))])


@pytest.mark.slow
def test_pictures_and_wishes_that_are_meant_to_be_seen_are_seen(base):
    comes_by = Act("opens the pictures") if base.alice_first else Act("looks at today")
    with mock.patch.object(worlds, "stays_secret", return_value=True):
        for act in (draws, keeps):
            both = Step(in_one=(act,), in_other=(act,), alice=act)
            done = act if act is keeps and base.alice_first else comes_by
            assert differences(base, [both, LOOKS, Step(in_one=(done,))])


@pytest.mark.slow
@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
@pytest.mark.parametrize("said", letters.OPENLY)
def test_what_is_said_about_letters_is_seen(base, said):
    assert differences(base, [Step(in_one=(Act(said, 0, "Bob said so"),))])


@pytest.mark.slow
@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
@pytest.mark.parametrize("said", plans.OPENLY)
def test_what_is_said_about_a_time_is_seen(base, said):
    assert differences(base, [Step(in_one=(Act(said, 0, "Bob said so"),))])


@pytest.mark.slow
@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
@pytest.mark.parametrize("said", sittings.OPENLY[1:])
def test_what_is_done_about_a_sitting_in_the_open_is_seen(base, said):
    assert differences(base, [Step(in_one=(Act(said),))])


@pytest.mark.slow
@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
def test_that_both_are_ready_is_seen_and_begins_it(base):
    """Else nothing that he presses could ever have made a difference."""
    with mock.patch.object(worlds, "may_choose", return_value=True):
        assert differences(base, [Step(in_one=(ready,), alice=ready)])


@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
def test_free_times_that_are_shared_are_there_for_the_other(base):
    """Else nothing that he shares could ever have made a difference."""
    bob = Phone(base.bob, "bob")
    with time_machine.travel(START, tick=False):
        do(base, bob, shares)
    given = Entry.objects.of(base.couple).filter(owner_id=base.bob_id, kind="quality_time.free")
    assert given.exclude(given_key=None).count() == 1


@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
def test_her_calendar_is_there_and_so_is_his(base):
    """Else two addresses at which there is nothing would be compared, and be equal."""
    bob, asks = Phone(base.bob, "bob"), Phone(base.alice, "alice")
    with time_machine.travel(START, tick=False):
        do(base, bob, Act("takes an address"))
        assert Published.objects.count() == 2
        before = asks.ask(f"/calendar/{base.token}.ics")
        assert before.body.count("BEGIN:VEVENT") == 1
        do(base, bob, Act("names the dates", 0, "Piano"))  # meant to be seen
    assert "SUMMARY:Piano" in asks.ask(f"/calendar/{base.token}.ics").body


@pytest.mark.slow
@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
def test_taking_back_hides_whether_it_was_read_and_whether_it_was_there(base):
    """She gave, he read hers or did not, and then took his back before she came again."""
    given = [Step(in_one=(answers,), alice=alice), LOOKS]
    read, unread = Step(in_one=(Act("opens"), back)), Step(in_one=(back,))
    assert differences(base, [*given, read]) == []
    assert differences(base, [*given, unread]) == []
    assert differences(base, [*given, Step(in_one=(Act("opens"),))])  # which is seen


@pytest.mark.parametrize("base", [True], ids=["alice gives first"], indirect=True)
def test_only_the_one_visit_that_gives_takes_longer(base):
    given = [live(base, AFTER_SHE_ANSWERED, other=other) for other in (False, True)]
    longer = [sum(seen.sql != without_giving(seen.sql) for seen in world) for world in given]
    assert longer == [1, 0]


def test_what_lies_on_the_disk_has_one_size_whatever_was_written(base):
    """Whoever reads the database learns that there is an answer or a draft, not how long."""
    sizes = set()
    for text in ("x", "Bob waited up. " * 790):
        bob = Phone(base.bob, text[:1])
        with time_machine.travel(START, tick=False):
            do(base, bob, Act("answers", 0, text))
            do(base, bob, Act("types", 1, text))
        his = Entry.objects.of(base.couple).filter(owner_id=base.bob_id)
        for kind in ("conversation.answer", "journal.draft"):
            row = his.filter(kind=kind, subject__isnull=False).order_by("-day").latest("day")
            sizes.add((row.size, len(row.body), len(row.own_key)))
    assert len(sizes) == 1


@pytest.mark.slow
def test_an_id_of_his_is_like_an_id_of_nobodys(base):
    """Whatever address she puts it in, and whether she asks or posts."""
    bob = Phone(base.bob, "bob")
    with time_machine.travel(START, tick=False):
        do(base, bob, Act("writes alone", 0, "Bob's own"))
        do(base, bob, Act("answers", 0, "Bob waited up"))
        his = Entry.objects.of(base.couple).filter(owner_id=base.bob_id)
        sessions = Session.objects.of(base.couple).filter(person_id=base.bob_id)
        private = his.get(kind="conversation.answer", visibility="only_me")
        known = [base.bob_id, private.subject, *his.values_list("id", flat=True)]
        known += sessions.values_list("id", flat=True)
        known += [sittings.thread_of(base.sat[his_own]) for his_own in ("own", "own over")]
        tried = [route for route, _ in routes() if "<uuid:" in route]
        assert len(tried) > 5
        for route in tried:
            nobodys = asks_and_posts(base, route, NOBODYS)
            for one in known:
                assert asks_and_posts(base, route, str(one)) == nobodys, route


def asks_and_posts(base: Base, route: str, one: str) -> list[Seen]:
    """What Alice gets for an id, with that id left out of it."""
    path = re.sub(r"<[^<>]+>", one, route)
    with transaction.atomic():
        phone = Phone(base.alice, "alice")
        seen = [phone.ask(path), phone.ask(path, {"text": "x", "hosted_by": "me"})]
        transaction.set_rollback(True)
    return [
        replace(
            page,
            where="",
            body=page.body.replace(one, "ID"),
            headers=tuple((name, value.replace(one, "ID")) for name, value in page.headers),
        )
        for page in seen
    ]


def test_the_walk_takes_its_addresses_from_the_program():
    found = {route for route, _ in routes()}
    assert {"/", "/conversation/round/<uuid:subject>/", "/exit/", "/you/", "/two/"} <= found
    assert {f"/{practice.slug}/" for practice in registered()} <= found
