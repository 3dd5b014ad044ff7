"""What was being typed is kept, sealed, and a second tab never overwrites the first."""

import pytest

from nearer.journal.drafts import Draft, drafts, drop, save
from nearer.journal.models import Entry, Visibility
from nearer.sealing.padding import ANSWER

PATH = "/conversation/question/kitchen-light/"


def kept(present, path=PATH):
    return [d.fields["text"] for d in drafts(present.vault, present.couple, path=path)]


def typed(present, text, *, tab="a", path=PATH):
    return save(present.pen, path=path, tab=tab, fields={"text": text})


def test_a_draft_follows_what_is_typed(cast):
    for text in ("I", "I was", "I was wrong"):
        assert typed(cast.alice, text)
    assert kept(cast.alice) == ["I was wrong"]


def test_a_second_tab_writes_beside_the_first(cast):
    assert typed(cast.alice, "in the first", tab="a")
    assert not typed(cast.alice, "in the second", tab="b")
    assert not typed(cast.alice, "in the second, longer", tab="b")
    assert typed(cast.alice, "in the first, longer", tab="a")
    assert kept(cast.alice) == ["in the first, longer", "in the second, longer"]


def test_a_third_tab_leaves_the_first_alone(cast):
    typed(cast.alice, "first", tab="a")
    typed(cast.alice, "second", tab="b")
    assert not typed(cast.alice, "third", tab="c")
    assert kept(cast.alice)[0] == "first"
    assert len(kept(cast.alice)) == 2


def test_each_form_has_its_own(cast):
    typed(cast.alice, "here")
    typed(cast.alice, "there", path="/elsewhere/")
    assert kept(cast.alice) == ["here"]
    assert kept(cast.alice, "/elsewhere/") == ["there"]


def test_sending_the_form_drops_both(cast):
    typed(cast.alice, "first", tab="a")
    typed(cast.alice, "second", tab="b")
    typed(cast.alice, "stays", path="/elsewhere/")
    drop(cast.alice.pen, path=PATH)
    assert kept(cast.alice) == []
    assert kept(cast.alice, "/elsewhere/") == ["stays"]


def test_a_draft_is_its_writers_alone(cast):
    for who in (cast.alice, cast.bob, cast.charlie):
        typed(who, f"{who.name}'s")
    for who in (cast.alice, cast.bob, cast.charlie):
        assert kept(who) == [f"{who.name}'s"]
    drop(cast.bob.pen, path=PATH)
    assert kept(cast.alice) == ["Alice's"]


def test_the_database_cannot_tell_that_two_type_in_one_form(cast):
    for who in (cast.alice, cast.bob):
        typed(who, "both at the same question")
    rows = Entry.objects.of(cast.alice.couple).filter(kind=Draft.kind)
    assert len(set(rows.values_list("subject", flat=True))) == 2


@pytest.mark.parametrize("length", [1, 2_000, 12_000])
def test_a_draft_says_no_length_and_no_place(cast, length):
    typed(cast.alice, "x" * length)
    row = Entry.objects.of(cast.alice.couple).get(kind=Draft.kind)
    assert (row.size, row.visibility, row.given_key) == (ANSWER, Visibility.ONLY_ME, None)
    stored = b"".join(bytes(v) for v in (row.body, row.own_key, row.subject.bytes))
    assert b"kitchen" not in stored


def test_the_page_of_the_form_shows_it_again(couple):
    alice, bob = couple
    reply = alice.post("/drafts/", {"path": PATH, "tab": "a", "text": "half a sentence"})
    assert reply.json() == {"saved": True, "beside_another": False}
    reply = alice.post("/drafts/", {"path": PATH, "tab": "b", "text": "something else"})
    assert reply.json() == {"saved": True, "beside_another": True}
    page = alice.page(PATH)
    assert "half a sentence" in page
    assert "something else" in page
    assert "half a sentence" not in bob.page(PATH)
    alice.post(PATH, {"text": "a whole sentence"})
    assert "half a sentence" not in alice.page(f"{PATH}?edit")
