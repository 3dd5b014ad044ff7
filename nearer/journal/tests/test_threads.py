"""Two people write one thing in turns, and nobody's step is ever lost."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from nearer.journal.actions import NoPartnerYet
from nearer.journal.opened import open_rows
from nearer.journal.payloads import Payload
from nearer.journal.selectors import as_rows, read, rows_of
from nearer.journal.steps import take_step, thread_of
from nearer.journal.threads import fold, mark_of, names


@dataclass(frozen=True, slots=True)
class Verse(Payload, kind="tests.verse"):
    thread: str
    number: int
    after: list[str] = field(default_factory=list)
    text: str = ""


def says(present, text, *, seen=(), thread="song", later=0):
    pen = replace(present.pen, now=present.now + timedelta(seconds=later))
    return take_step(pen, Verse, thread=thread, seen=seen, text=text)


def texts(thread):
    return [step.payload.text for step in thread.steps]


def test_each_sees_the_steps_of_both_in_one_order(cast):
    first = says(cast.alice, "one")
    second = says(cast.bob, "two", seen=first.seen, later=1)
    says(cast.alice, "three", seen=second.seen, later=2)
    for who in (cast.alice, cast.bob):
        thread = thread_of(who.pen, Verse, "song")
        assert texts(thread) == ["one", "two", "three"]
        assert [head.payload.text for head in thread.heads] == ["three"]


def test_two_who_write_at_once_make_two_heads_and_both_stay(cast):
    first = says(cast.alice, "one")
    says(cast.alice, "Alice's two", seen=first.seen, later=1)
    thread = says(cast.bob, "Bob's two", seen=first.seen, later=2)
    assert thread.forked
    assert [head.payload.text for head in thread.heads] == ["Alice's two", "Bob's two"]


def test_a_step_after_both_brings_them_together_again(cast):
    first = says(cast.alice, "one")
    says(cast.alice, "left", seen=first.seen, later=1)
    forked = says(cast.bob, "right", seen=first.seen, later=2)
    thread = says(cast.alice, "both", seen=forked.seen, later=3)
    assert not thread.forked
    assert thread.steps[-1].payload.number == 3


def test_a_form_that_is_sent_twice_is_one_step(cast):
    first = says(cast.alice, "one")
    says(cast.bob, "two", seen=first.seen, later=1)
    assert texts(says(cast.bob, "two", seen=first.seen, later=5)) == ["one", "two"]


def test_the_same_words_later_are_a_new_step(cast):
    first = says(cast.alice, "one")
    assert texts(says(cast.alice, "one", seen=first.seen, later=1)) == ["one", "one"]


def test_marks_of_no_step_are_left_out(cast):
    says(cast.alice, "one")
    thread = says(cast.bob, "two", seen=["0" * 32, ""], later=1)
    assert thread.steps[-1].payload.after == []
    assert texts(thread) == ["one", "two"]


def test_threads_of_other_names_stay_apart(cast):
    says(cast.alice, "one")
    says(cast.alice, "other", thread="poem", later=1)
    entries = list(read(cast.bob.vault, cast.bob.couple, kinds=[Verse.kind]).of(Verse))
    assert names(entries) == ["poem", "song"]
    assert texts(fold("song", entries)) == ["one"]


def test_the_order_of_reading_does_not_matter(cast):
    first = says(cast.alice, "one")
    says(cast.alice, "left", seen=first.seen, later=1)
    says(cast.bob, "right", seen=first.seen, later=1)
    entries = list(read(cast.alice.vault, cast.alice.couple, kinds=[Verse.kind]).of(Verse))
    folds = {tuple(texts(fold("song", order))) for order in permutations(entries)}
    assert len(folds) == 1


def test_nobody_outside_sees_a_step(cast):
    says(cast.alice, "one")
    assert thread_of(cast.charlie.pen, Verse, "song").steps == ()


def test_alone_there_is_nobody_to_take_turns_with(cast):
    with pytest.raises(NoPartnerYet):
        says(cast.charlie, "one")


def test_a_step_put_in_the_place_of_another_is_followed_by_nothing(cast):
    first = says(cast.alice, "one")
    second = says(cast.bob, "two", seen=first.seen, later=1)
    forged = replace(first.steps[0], payload=replace(first.steps[0].payload, text="other"))
    assert mark_of(forged) not in second.steps[1].payload.after
    assert fold("song", [forged, second.steps[1]]).forked


def test_the_row_of_a_step_names_the_one_before(cast):
    first = says(cast.alice, "one")
    says(cast.bob, "two", seen=first.seen, later=1)
    rows = list(as_rows(rows_of(cast.alice.couple).filter(kind=Verse.kind)))
    assert {row.predecessor for row in rows} == {None, first.steps[0].id}
    moved = [row._replace(predecessor=uuid4()) for row in rows]
    assert len(open_rows(cast.alice.vault, moved).broken) == 2
