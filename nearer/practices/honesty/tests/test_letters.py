"""Letters: kept, shared with a wish, changed in versions, taken back, deleted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nearer.journal import actions as journal
from nearer.journal.models import Entry
from nearer.practices.honesty import subjects
from nearer.practices.honesty.actions import letters as actions
from nearer.practices.honesty.entries import Letter, Received, Reply
from nearer.practices.honesty.rules.letters import VERSIONS
from tests.letters import LETTERS, NEW
from tests.pictures import hides, page_of, rows_of, says
from tests.presence import present_of

NOW = datetime(2026, 5, 10, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_sunday():
    with time_machine.travel(NOW, tick=True):
        yield


def rows(someone):
    return rows_of(someone, Letter.kind)


# --- For oneself ------------------------------------------------------------------------


def test_a_letter_is_kept_for_its_writer_alone(couple, post):
    alice, bob = couple
    says(alice.page(NEW), "Only me.", "Write a letter")
    where = post.keeps(alice)
    says(alice.page(where), post.text, "Only me.", "Share …", "Change it")
    says(alice.page(LETTERS), post.text, "Only you")
    assert bob.get(where).status_code == 404
    for path in (LETTERS, "/", "/journey/"):
        hides(bob.page(path), post.text, "A letter from")
    assert [row.visibility for row in rows(alice)] == ["only_me"]


def test_sent_twice_it_is_one_letter(alice, post):
    assert post.keeps(alice) == post.keeps(alice)
    assert rows(alice).count() == 1
    assert post.keeps(alice, "Another one") != post.keeps(alice)


def test_a_private_letter_is_changed_in_its_place(alice, post):
    where = post.keeps(alice)
    says(alice.page(f"{where}edit/"), post.text, "Only me.", 'value="only_me"')
    reply = alice.post(f"{where}edit/", {"text": "Only this", "shown": "only_me"})
    assert reply["Location"] == where
    says(alice.page(where), "Only this")
    hides(alice.page(where), post.text, "The version before")
    assert rows(alice).count() == 1


def test_what_is_being_typed_comes_back_and_goes_when_it_is_kept(alice, post):
    alice.post("/drafts/", {"path": NEW, "tab": "a", "text": "Half a sen"})
    alice.post("/drafts/", {"path": NEW, "tab": "b", "text": "In another tab"})
    says(alice.page(NEW), "Half a sen", "In another tab")
    where = post.keeps(alice, "Half a sentence")
    hides(alice.page(NEW), "Half a sen")
    alice.post("/drafts/", {"path": f"{where}edit/", "tab": "a", "text": "Half a sentence and"})
    says(alice.page(f"{where}edit/"), "Half a sentence and")
    alice.post(f"{where}let-go/")
    assert not rows_of(alice, "journal.draft").exists()


def test_a_letter_can_be_deleted_and_is_gone(couple, post):
    alice, bob = couple
    kept, shared = post.keeps(alice, "Kept"), post.shares(alice)
    alice.post(f"{shared}edit/", {"text": "A later one", "shown": "shared"})
    for where in (kept, shared):
        says(alice.page(where), "Delete this letter")
        assert bob.post(f"{where}let-go/").status_code == 404
        assert alice.post(f"{where}let-go/")["Location"] == LETTERS
        assert alice.get(where).status_code == 404
        assert alice.post(f"{where}let-go/").status_code == 404
        assert bob.get(where).status_code == 404
    assert not rows(alice).exists()


@pytest.mark.parametrize("text", ["", "\u200b", "It is so. " * 2000])
def test_what_does_not_fit_comes_back(couple, post, text):
    alice, _ = couple
    where = post.shares(alice)
    for path in (NEW, f"{where}edit/"):
        reply = alice.post(path, {"text": text, "shown": "shared"})
        assert reply.status_code == 422
        says(page_of(reply), text.strip())


# --- Sharing ----------------------------------------------------------------------------


def test_the_button_on_the_first_page_keeps_and_shares_nothing(couple, post):
    alice, bob = couple
    reply = alice.post(NEW, {"text": post.text, "do": "share"})
    assert reply["Location"].endswith("/share/")
    page = unescape(alice.page(reply["Location"]))
    says(page, "Nothing is sent yet", "How would you like to be received?", "No wish.", post.text)
    says(page, "Shared.")
    assert [row.visibility for row in rows(alice)] == ["only_me"]
    hides(bob.page("/"), "A letter from")


def test_a_wish_is_seen_by_both_and_stays_with_later_versions(couple, post):
    alice, bob = couple
    where = post.shares(alice, wish="on-a-walk")
    alice.post(f"{where}edit/", {"text": "Later", "shown": "shared"})
    for page in (alice.page(where), bob.page(f"{where}receive/"), bob.page("/")):
        says(page, "side by side")


def test_no_wish_is_no_wish(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    for page in (alice.page(where), bob.page(f"{where}receive/")):
        hides(page, "would like to be received")


@pytest.mark.parametrize("wish", ["no-such-wish", "x" * 500])
def test_a_wish_that_is_none_shares_nothing(couple, post, wish):
    alice, _ = couple
    where = post.keeps(alice)
    assert alice.post(f"{where}share/", {"wish": wish}).status_code == 422
    assert [row.visibility for row in rows(alice)] == ["only_me"]


def test_it_is_shared_as_of_now_and_when_it_was_written_stays_with_its_writer(couple, post):
    alice, bob = couple
    where = post.keeps(alice)
    with time_machine.travel(NOW + timedelta(hours=11), tick=True):
        alice.client.cookies.clear()
        alice.post("/in/", {"name": "Alice", "words": alice.words})
        alice.post(f"{where}share/", {"wish": ""})
        bob.client.cookies.clear()
        bob.post("/in/", {"name": "Bob", "words": bob.words})
        says(bob.page(f"{where}receive/"), "11 May")
        hides(bob.page(f"{where}receive/"), "10 May")


def test_sharing_twice_and_sharing_what_is_not_mine(couple, charlie, post):
    alice, bob = couple
    where = post.shares(alice, wish="twice")
    assert alice.post(f"{where}share/", {"wish": "ring-me"})["Location"] == where
    says(alice.page(where), "Read it twice")
    for someone in (bob, charlie):
        for path in ("share", "edit"):
            assert someone.get(f"{where}{path}/").status_code == 404
            assert someone.post(f"{where}{path}/", {"text": "x"}).status_code == 404
        assert someone.post(f"{where}take-back/").status_code == 404
    assert charlie.get(where).status_code == charlie.get(f"{where}receive/").status_code == 404


def test_alone_a_letter_is_kept_and_the_page_says_how_inviting_works(alice, post):
    where = post.keeps(alice)
    for path in (f"{where}share/", where, LETTERS):
        says(alice.page(path), "Only")
    page = alice.page(f"{where}share/")
    says(page, "If you would like to ask your partner in", "/two/", "not shown by that")
    hides(page, "Share it<")
    assert alice.post(f"{where}share/", {"wish": ""})["Location"] == f"{where}share/"
    assert [row.visibility for row in rows(alice)] == ["only_me"]


# --- Versions ---------------------------------------------------------------------------


def test_a_change_to_a_shared_letter_is_a_version_and_both_see_the_earlier_ones(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    says(alice.page(f"{where}edit/"), "Shared.", "Bob can still read the version before")
    for text in ("A second thought", "A third thought"):
        alice.post(f"{where}edit/", {"text": text, "shown": "shared", "do": "keep"})
    post.reads(bob, where)
    for someone in couple:
        page = unescape(someone.page(where))
        says(page, "A third thought", "Earlier versions", "A second thought", post.text)
        order = [page.index(text) for text in ("A third", "A second", post.text)]
        assert order == sorted(order)
    found = list(rows(alice).order_by("id"))
    assert len(found) == 3
    assert {row.predecessor for row in found} - {None} <= {row.id for row in found}
    assert sum(row.predecessor is None for row in found) == 1


def test_the_same_text_again_is_no_version(couple, post):
    alice, _ = couple
    where = post.shares(alice)
    alice.post(f"{where}edit/", {"text": post.text, "shown": "shared"})
    assert rows(alice).count() == 1


def test_a_letter_has_room_for_some_versions_and_then_says_so(couple, post):
    alice, _ = couple
    where = post.shares(alice)
    for number in range(VERSIONS - 1):
        reply = alice.post(f"{where}edit/", {"text": f"Version {number}", "shown": "shared"})
        assert reply.status_code == 302
    hides(alice.page(where), "Change it")
    reply = alice.post(f"{where}edit/", {"text": "One too many", "shown": "shared"})
    assert reply.status_code == 409
    says(page_of(reply), "One too many", "begin a new letter with it")


def test_words_typed_for_oneself_are_never_shared_by_a_second_tab(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    reply = alice.post(f"{where}edit/", {"text": "Typed for myself", "shown": "only_me"})
    assert reply.status_code == 409
    says(page_of(reply), "Typed for myself", "Nothing was sent", "Shared.")
    hides(post.reads(bob, where), "Typed for myself")
    alice.post(f"{where}take-back/")
    reply = alice.post(f"{where}edit/", {"text": "Typed for both", "shown": "shared"})
    assert reply.status_code == 409
    says(page_of(reply), "Typed for both", "Only me.")


# --- Taking back ------------------------------------------------------------------------


def test_taking_back_makes_every_version_mine_alone_under_new_keys(couple, post):
    alice, bob = couple
    where = post.shares(alice, wish="hug-first")
    alice.post(f"{where}edit/", {"text": "A second thought", "shown": "shared"})
    post.reads(bob, where)
    before = {row.id: bytes(row.own_key) for row in rows(alice)}
    says(alice.page(where), "It may already have been read.")
    assert alice.post(f"{where}take-back/")["Location"] == where
    assert bob.get(where).status_code == 404
    hides(bob.page(LETTERS), "A letter from")
    says(alice.page(where), "A second thought", post.text, "Only me.", "only you")
    found = list(rows(alice))
    assert [row.visibility for row in found] == ["only_me"] * 2
    assert not {row.id for row in found} & set(before)
    assert not {bytes(row.own_key) for row in found} & set(before.values())
    assert all(row.given_key is None for row in found)
    alice.post(f"{where}take-back/")  # twice is once
    assert rows(alice).count() == 2


def test_the_page_is_the_same_whether_it_was_read_before_it_was_taken_back(couple, post):
    alice, bob = couple
    pages = []
    for read in (True, False):
        where = post.shares(alice, "The same words")
        if read:
            post.reads(bob, where)
        alice.post(f"{where}take-back/")
        page = alice.page(where).replace(where, "HERE")
        told = ("csrf", "<html")  # a token and the time of day
        pages.append([it for it in page.splitlines() if not any(w in it.casefold() for w in told)])
        alice.post(f"{where}let-go/")
    assert pages[0] == pages[1]


def test_shared_again_the_partner_gets_what_stands_there_now(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    alice.post(f"{where}edit/", {"text": "A second thought", "shown": "shared"})
    alice.post(f"{where}take-back/")
    alice.post(f"{where}edit/", {"text": "A calm thought", "shown": "only_me"})
    alice.post(f"{where}share/", {"wish": ""})
    page = post.reads(bob, where)
    says(page, "A calm thought")
    hides(page, "A second thought", post.text, "The version before")
    says(alice.page(where), "A calm thought", post.text, "only you")


# --- The list ---------------------------------------------------------------------------


def test_the_list_has_each_letter_once_newest_first(couple, post):
    alice, bob = couple
    for number, someone in enumerate((alice, bob, alice)):
        with time_machine.travel(NOW + timedelta(seconds=number), tick=False):
            where = post.shares(someone, f"Letter {number}")
    alice.post(f"{where}edit/", {"text": "Letter 2, changed", "shown": "shared"})
    page = unescape(alice.page(LETTERS))
    assert page.count("Letter 2") == 1
    assert page.index("Letter 2, changed") < page.index("Letter 0")
    says(page, "A letter from Bob", "Choose a moment for it", "You, to Bob")
    hides(page, "Letter 1")


def test_a_long_beginning_is_cut_between_words(alice, post):
    post.keeps(alice, "word " * 40)
    page = unescape(alice.page(LETTERS))
    assert "word …" in page
    assert "wor …" not in page


@pytest.mark.parametrize("more", ["?year=x", "?year=-1", "?start=x", "?start=99999", "?year=0"])
def test_an_odd_address_is_taken_calmly(couple, post, more):
    post.keeps(couple[0])
    assert couple[0].get(LETTERS + more).status_code == 200


def test_ten_years_of_letters_are_as_quick_as_ten_days(couple, post):
    alice, _ = couple

    def cost(path):
        with CaptureQueriesContext(connection) as asked:
            found = alice.page(path)
        return len(asked), len(found)

    where = post.shares(alice)
    before = [cost(path)[0] for path in (LETTERS, where, "/")]
    here = present_of(alice)
    for back in range(0, 3650, 45):
        there = replace(here, now=here.now - timedelta(days=back))
        actions.share(there, actions.keep(there, f"Day {back} " * 40), wish="")
    after = [cost(path) for path in (LETTERS, where, "/")]
    assert [queries for queries, _ in after] == before
    assert all(size < 60_000 for _, size in after)
    says(alice.page(f"{LETTERS}?year=2020"), "Day 2")


# --- Below the pages --------------------------------------------------------------------


def test_a_letter_has_one_size_on_the_disk_however_long_it_is(alice, post):
    for text in ("x", "At length. " * 900):
        post.keeps(alice, text)
    assert {row.size for row in rows(alice)} == {16 * 1024}


def test_no_plain_column_holds_the_name_of_a_letter(couple, post):
    alice, bob = couple
    where = post.shares(alice)
    post.says(bob, where)
    post.answers(bob, where, "I will leave it on.")
    name = where.split("/")[-2].replace("-", "")
    found = Entry.objects.of(present_of(alice).couple).filter(kind__startswith="honesty.")
    assert found.count() == 4
    for row in found:
        assert name not in {row.id.hex, row.subject.hex, (row.predecessor or row.id).hex}


def test_a_row_under_another_letters_name_belongs_to_none(couple, post):
    """Whoever holds their own keys cannot put a version under my letter, or a name under theirs."""
    alice, bob = couple
    where = post.shares(alice)
    name = UUID(where.split("/")[-2])
    pen = present_of(bob).pen
    for number, text, subject in (
        (2, "Bob puts words into her mouth", subjects.version(name, 2)),
        (3, "Beside it", None),
    ):
        forged = Letter(name.hex, text, number=number)
        journal.write(pen, forged, visibility="shared", subject=subject)
    for path in (where, LETTERS, "/"):
        hides(alice.page(path), "Bob puts words", "Beside it")
    says(alice.page(where), post.text)


@pytest.mark.parametrize(
    "said",
    [
        {"letter": "no name", "number": 1},
        {"letter": "0" * 32, "number": 0},
        {"letter": "0" * 32, "number": "2"},
        {"letter": "{" + "0" * 32 + "}", "number": 1},
        {"letter": 7, "number": 1},
    ],
)
def test_what_can_be_no_letter_is_refused_where_it_is_opened(said):
    for payload, more in ((Letter, {"text": "x"}), (Reply, {"text": "x"}), (Received, {})):
        rest = more or {"sentence": "hear-you"}
        with pytest.raises(ValueError):
            payload(**said, **rest)


@pytest.mark.parametrize("back", ["soon", "2026-05-12T20:00", "9" * 40])
def test_a_time_that_is_none_is_refused_where_it_is_opened(back):
    with pytest.raises(ValueError):
        Received("0" * 32, "time", back=back)


@pytest.mark.parametrize(
    "made",
    [
        lambda: Letter("0" * 32, ["no text"]),
        lambda: Letter("0" * 32, "a text", wish=["no wish"]),
        lambda: Received("0" * 32, ["no sentence"]),
        lambda: Received("0" * 32, "time", about=7),
        lambda: Received("0" * 32, "time", back="9999-12-31T23:59:59-12:00"),
        lambda: Received("0" * 32, "time", back="0001-01-01T00:00:00+12:00"),
        lambda: Reply("0" * 32, 1, None),
    ],
)
def test_what_would_break_a_page_or_a_copy_does_not_open(made):
    with pytest.raises(ValueError, match=r"This is no text|nor one that no calendar shows"):
        made()
