"""Who may read what: in the query, and once more with the keys."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from nearer.journal import actions
from nearer.journal.actions import NoPartnerYet, change_visibility, discard, own_row, write
from nearer.journal.models import Entry, Visibility
from nearer.journal.opened import open_rows
from nearer.journal.payloads import Payload
from nearer.journal.selectors import as_rows, giver, one, read, readable_by, rows_of, stream, years
from nearer.reveal.actions import answer, open_round, settle
from nearer.reveal.selectors import rounds


@dataclass(frozen=True, slots=True)
class Leaf(Payload, kind="tests.leaf"):
    text: str


@dataclass(frozen=True, slots=True)
class Root(Payload, kind="tests.root"):
    text: str


def on(present, day: date):
    """This person's pen on another day."""
    ahead = timedelta(days=(day - present.day).days)
    return replace(present.pen, day=day, now=present.now + ahead)


def texts(present, **which):
    which = {"kinds": [Leaf.kind], **which}
    return [e.payload.text for e in read(present.vault, present.couple, **which).entries]


def may_read(reader, of=None) -> set[str]:
    """What the query lets through to this reader, and opens for them."""
    couple = (of or reader).couple
    query = rows_of(couple).filter(
        readable_by(reader.id, giver(reader.vault), couple), kind=Leaf.kind
    )
    reading = open_rows(reader.vault, as_rows(query))
    assert reading.broken == ()  # what cannot be opened is not even fetched
    return {entry.payload.text for entry in reading.entries}


# --- Who ------------------------------------------------------------------------------


def everybody_writes(cast):
    """Each of the three writes the same things, Charlie as much as the two."""
    subject = uuid4()
    for who in (cast.alice, cast.bob, cast.charlie):
        write(who.pen, Leaf(f"{who.name} to herself"))
        answer(who.pen, Leaf(f"{who.name} when both"), subject=subject)
        if who is not cast.charlie:
            write(who.pen, Leaf(f"{who.name} shares"), visibility=Visibility.SHARED)
    return subject


def test_each_reads_their_own_and_what_was_shared(cast):
    everybody_writes(cast)
    own = {"to herself", "when both", "shares"}
    assert may_read(cast.alice) == {*(f"Alice {what}" for what in own), "Bob shares"}
    assert may_read(cast.bob) == {*(f"Bob {what}" for what in own), "Alice shares"}
    assert may_read(cast.charlie) == {"Charlie to herself", "Charlie when both"}


def test_a_round_is_read_by_both_only_when_both_gave(cast):
    subject = everybody_writes(cast)
    key = (Leaf.kind, subject)

    def answers(reader):
        return {text for text in may_read(reader) if text.endswith("when both")}

    settle(cast.alice.pen, rounds(cast.alice.vault, cast.alice.couple, [key]))
    assert answers(cast.alice) == {"Alice when both"}
    assert answers(cast.bob) == {"Bob when both"}  # given to him, but he has not opened it
    open_round(cast.bob.pen, kind=Leaf.kind, subject=subject)
    assert answers(cast.alice) == answers(cast.bob) == {"Alice when both", "Bob when both"}
    assert answers(cast.charlie) == {"Charlie when both"}


def test_another_open_round_opens_no_other(cast):
    """Mine being given counts for that round and that kind alone."""
    first, second = uuid4(), uuid4()
    for subject in (first, second):
        for who in (cast.alice, cast.bob):
            answer(who.pen, Leaf(f"{who.name} {subject == first}"), subject=subject)
    for subject in (first, second):
        key = (Leaf.kind, subject)
        settle(cast.alice.pen, rounds(cast.alice.vault, cast.alice.couple, [key]))
    open_round(cast.bob.pen, kind=Leaf.kind, subject=first)
    assert may_read(cast.bob) == {"Bob True", "Bob False", "Alice True"}
    assert may_read(cast.alice) == {"Alice True", "Alice False", "Bob True"}


def test_an_open_answer_opens_no_other_kind_about_the_same(cast):
    subject = uuid4()
    for payload in (Leaf("a leaf"), Root("a root")):
        for who in (cast.alice, cast.bob):
            answer(who.pen, payload, subject=subject)
        key = (payload.kind, subject)
        settle(cast.alice.pen, rounds(cast.alice.vault, cast.alice.couple, [key]))
    open_round(cast.bob.pen, kind=Leaf.kind, subject=subject)
    both = {"kinds": [Leaf.kind, Root.kind]}
    assert sorted(texts(cast.bob, **both)) == ["a leaf", "a leaf", "a root"]


def test_charlie_with_words_and_rounds_of_his_own_opens_nothing_of_theirs(cast):
    subject = everybody_writes(cast)
    settle(cast.alice.pen, rounds(cast.alice.vault, cast.alice.couple, [(Leaf.kind, subject)]))
    open_round(cast.bob.pen, kind=Leaf.kind, subject=subject)
    theirs = list(as_rows(rows_of(cast.alice.couple).filter(kind=Leaf.kind)))
    assert len(theirs) == 6
    reading = open_rows(cast.charlie.vault, theirs)
    assert reading.entries == ()
    assert len(reading.broken) == 6
    his = readable_by(cast.charlie.id, giver(cast.charlie.vault), cast.alice.couple)
    assert not rows_of(cast.alice.couple).filter(his, kind=Leaf.kind).exists()
    assert read(cast.charlie.vault, cast.alice.couple, kinds=[Leaf.kind]).entries == ()


def test_one_entry_by_its_id_is_for_its_readers(cast):
    key = write(cast.alice.pen, Leaf("to myself"))
    shared = write(cast.alice.pen, Leaf("for us"), visibility=Visibility.SHARED)
    assert one(cast.alice.vault, cast.alice.couple, key).payload.text == "to myself"
    assert one(cast.bob.vault, cast.bob.couple, key) is None
    assert one(cast.bob.vault, cast.bob.couple, shared).payload.text == "for us"
    assert one(cast.charlie.vault, cast.alice.couple, shared) is None
    assert one(cast.charlie.vault, cast.charlie.couple, shared) is None


def test_nobody_touches_what_another_wrote(cast):
    key = write(cast.alice.pen, Leaf("Alice's"), visibility=Visibility.SHARED)
    for who in (cast.bob, cast.charlie):
        pen = replace(who.pen, couple=cast.alice.couple)
        with pytest.raises(Entry.DoesNotExist):
            own_row(pen, key)
        with pytest.raises(Entry.DoesNotExist):
            change_visibility(pen, key, to=Visibility.ONLY_ME)
        discard(pen, key)
    assert texts(cast.alice) == ["Alice's"]


# --- Which ----------------------------------------------------------------------------


def test_a_window_begins_at_its_day(cast):
    today = cast.alice.day
    for back in (0, 1, 30, 31):
        write(on(cast.alice, today - timedelta(days=back)), Leaf(str(back)))
    assert texts(cast.alice, since=today - timedelta(days=30)) == ["0", "1", "30"]
    assert texts(cast.alice) == ["0", "1", "30", "31"]


def test_standing_kinds_are_read_whatever_their_day(cast):
    long_ago = cast.alice.day - timedelta(days=2_000)
    write(on(cast.alice, long_ago), Root("a setting"))
    write(on(cast.alice, long_ago), Leaf("an old leaf"))
    write(cast.alice.pen, Leaf("a leaf"))
    found = texts(cast.alice, standing=[Root.kind], since=cast.alice.day)
    assert found == ["a leaf", "a setting"]


def test_a_kind_that_is_asked_for_twice_comes_once(cast):
    write(cast.alice.pen, Leaf("a leaf"))
    assert texts(cast.alice, standing=[Leaf.kind], since=cast.alice.day) == ["a leaf"]


def test_subjects_narrow_a_reading_but_not_what_stands(cast):
    one_, other = uuid4(), uuid4()
    write(cast.alice.pen, Leaf("about one"), subject=one_)
    write(cast.alice.pen, Leaf("about the other"), subject=other)
    write(cast.alice.pen, Root("a setting"))
    assert texts(cast.alice, subjects=[one_]) == ["about one"]
    assert set(texts(cast.alice, subjects=[one_], standing=[Root.kind])) == {
        "about one",
        "a setting",
    }
    assert texts(cast.alice, subjects=[]) == []
    assert texts(cast.alice, subjects=[uuid4()]) == []


def test_a_year_streams_its_own_days_newest_first(cast):
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    for day in days:
        write(on(cast.alice, day), Leaf(day.isoformat()))
    write(on(cast.bob, date(2023, 5, 5)), Leaf("Bob's own"))
    write(on(cast.bob, date(2025, 6, 6)), Leaf("Bob's"), visibility=Visibility.SHARED)
    where = {"kinds": [Leaf.kind]}
    found = stream(cast.alice.vault, cast.alice.couple, year=2025, **where)
    assert [e.payload.text for e in found] == ["2025-12-31", "Bob's", "2025-01-01"]
    assert years(cast.alice.vault, cast.alice.couple, **where) == [2026, 2025, 2024]
    assert years(cast.bob.vault, cast.bob.couple, **where) == [2025, 2023]
    assert years(cast.charlie.vault, cast.charlie.couple, **where) == []


def test_a_stream_leaves_out_what_does_not_open(cast):
    good = write(cast.alice.pen, Leaf("good"))
    bad = write(cast.alice.pen, Leaf("bad"))
    Entry.objects.of(cast.alice.couple).filter(id=bad).update(body=b"\0" * 60)
    year = cast.alice.day.year
    found = stream(cast.alice.vault, cast.alice.couple, kinds=[Leaf.kind], year=year)
    assert [entry.id for entry in found] == [good]


# --- Changing who ----------------------------------------------------------------------


def test_sharing_later_writes_a_new_row_with_the_old_time(cast):
    long_ago = on(cast.alice, date(2025, 3, 3))
    old = write(long_ago, Leaf("shared later"))
    before = Entry.objects.of(cast.alice.couple).get(id=old)
    new = change_visibility(cast.alice.pen, old, to=Visibility.SHARED)
    assert new != old
    assert not Entry.objects.of(cast.alice.couple).filter(id=old).exists()
    found = one(cast.bob.vault, cast.bob.couple, new)
    assert (found.payload.text, found.day, found.at) == ("shared later", before.day, long_ago.now)


def test_taking_back_leaves_nothing_that_was_given(cast):
    key = write(cast.alice.pen, Leaf("too early"), visibility=Visibility.SHARED)
    change_visibility(cast.alice.pen, key, to=Visibility.ONLY_ME)
    assert texts(cast.alice) == ["too early"]
    assert texts(cast.bob) == []
    rows = Entry.objects.of(cast.alice.couple).filter(kind=Leaf.kind)
    assert not rows.exclude(given_key=None).exists()


def test_what_was_given_is_not_given_anew(cast):
    key = write(cast.alice.pen, Leaf("once"), visibility=Visibility.SHARED)
    row = own_row(cast.alice.pen, key)
    actions.give(cast.alice.pen, row, against=b"another time")
    assert own_row(cast.alice.pen, key) == row


def test_sharing_alone_is_refused_and_loses_nothing(cast):
    key = write(cast.charlie.pen, Leaf("for nobody yet"))
    with pytest.raises(NoPartnerYet):
        change_visibility(cast.charlie.pen, key, to=Visibility.SHARED)
    with pytest.raises(NoPartnerYet):
        write(cast.charlie.pen, Leaf("at once"), visibility=Visibility.SHARED)
    assert one(cast.charlie.vault, cast.charlie.couple, key).payload.text == "for nobody yet"
    assert texts(cast.charlie) == ["for nobody yet"]


def test_about_one_subject_there_is_one_entry_of_each(cast):
    subject = uuid4()
    for who in (cast.alice, cast.bob):
        for text in ("first", "second"):
            write(who.pen, Leaf(text), subject=subject, visibility=Visibility.SHARED)
    write(cast.alice.pen, Root("another kind"), subject=subject)
    assert texts(cast.alice) == ["second", "second"]
    actions.discard_about(cast.alice.pen, Leaf.kind, subject)
    assert set(texts(cast.alice, kinds=[Leaf.kind, Root.kind])) == {"another kind", "second"}


def test_each_kind_may_have_a_window_of_its_own(cast):
    today, sealed = cast.alice.day, {"visibility": Visibility.WHEN_BOTH}
    for back in (0, 3, 9, 30):
        then = on(cast.alice, today - timedelta(days=back))
        write(then, Leaf(f"leaf {back}"))
        write(then, Root(f"root {back}"))
        write(then, Leaf(f"sealed {back}"), subject=uuid4(), **sealed)
    windows = {Leaf.kind: today - timedelta(days=3), Root.kind: today - timedelta(days=9)}
    found = texts(cast.alice, kinds=windows, since=windows, waiting_since=today - timedelta(days=9))
    leaves, roots = ["leaf 0", "leaf 3"], ["root 0", "root 3", "root 9"]
    assert sorted(found) == [*leaves, *roots, "sealed 0", "sealed 3", "sealed 9"]
