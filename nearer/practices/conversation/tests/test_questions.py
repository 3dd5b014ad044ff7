"""The pages of the first practice, through both phones."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from conftest import QUESTION, newcomer, round_of, takes_words
from nearer.accounts.sessions import read_ticket
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.practices.conversation import content

TEXT = content.everything()


def couple_of(someone):
    return read_ticket(someone.client.cookies["nearer"].value).couple


def says(page, sentence):
    assert sentence in unescape(page), page[-2500:]


def todays(someone):
    page = someone.page("/conversation/")
    return re.search(r'class="btn" href="(/conversation/round/[0-9a-f-]+/)"', page)[1]


def puts(someone, question):
    return someone.post(f"/conversation/question/{question}/put/")["Location"]


def answers(someone, where, text):
    return someone.post(f"{where}answer/", {"text": text})


def both_open(alice, bob, where):
    answers(alice, where, "Alice made tea")
    answers(bob, where, "Bob waited up")
    alice.page(where)
    bob.post(f"{where}open/")
    return where


def journal(someone, **search):
    if search:
        reply = someone.post("/conversation/journal/", search)
        assert reply.status_code == 200
        return unescape(reply.content.decode())
    return unescape(someone.page("/conversation/journal/"))


def test_todays_question_is_the_same_for_both(couple):
    alice, bob = couple
    assert todays(alice) == todays(bob)


def test_tomorrow_has_another_question_and_todays_stays_open(couple):
    alice, bob = couple
    today = todays(alice)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        for someone in (alice, bob):
            someone.post("/unlock/", {"words": someone.words})
        assert todays(alice) == todays(bob) != today
        assert today in alice.page("/conversation/")


def test_a_round_of_two_weeks_ago_has_closed_by_itself(couple):
    alice, _ = couple
    today = todays(alice)
    for days, status in ((13, 200), (14, 404)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
            alice.client.cookies.clear()
            alice.post("/in/", {"name": "Alice", "words": alice.words})
            assert alice.get(today).status_code == status


def test_a_chosen_deck_starts_tomorrow_for_both(couple):
    alice, bob = couple
    before = todays(alice)
    reply = bob.post("/conversation/deck/", {"depths": ["3"], "themes": ["us", "closeness"]})
    assert reply["Location"] == "/conversation/"
    assert todays(alice) == before
    assert 'value="3" checked' in re.sub(r"\s+", " ", alice.page("/conversation/deck/"))
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        for someone in (alice, bob):
            someone.post("/unlock/", {"words": someone.words})
        where = todays(alice)
        assert where == todays(bob)
        asked = next(q for q in content.bank() if q.text in unescape(alice.page(where)))
        assert (asked.depth, asked.theme in {"us", "closeness"}) == (3, True)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"depths": []}, id="no depth"),
        pytest.param({"depths": ["9"]}, id="a depth that is none"),
        pytest.param({"depths": ["one"]}, id="a word"),
        pytest.param({"depths": ["1"], "themes": ["nothing"]}, id="a theme that is none"),
        pytest.param({"depths": ["1"], "fits": ["\x00"]}, id="a null"),
    ],
)
def test_a_deck_that_is_none_is_said(couple, data):
    alice, _ = couple
    reply = alice.post("/conversation/deck/", {"x": "1", **data})
    assert reply.status_code == 422
    assert not Entry.objects.of(couple_of(alice)).filter(kind="conversation.deck").exists()


def test_whoever_is_alone_has_no_deck_for_two(alice):
    assert alice.get("/conversation/deck/")["Location"] == "/conversation/"


def test_a_question_put_to_both_is_seen_by_both(couple):
    alice, bob = couple
    where = puts(alice, "plant-it")
    says(bob.page("/conversation/"), TEXT["plant-it"].text)
    both_open(alice, bob, where)
    assert "Bob waited up" in alice.page(where)
    assert "Alice made tea" in bob.page(where)


def test_putting_to_both_leads_whoever_is_alone_to_an_invitation(alice):
    assert puts(alice, "plant-it") == "/conversation/invite/"


def test_another_question_is_mine_alone_and_leaves_no_trace(couple):
    alice, bob = couple
    rows = Entry.objects.of(couple_of(alice)).count()
    for number in range(5):
        alice.page(f"/conversation/another/?n={number}")
    assert Entry.objects.of(couple_of(alice)).count() == rows
    alice.post("/conversation/question/plant-it/", {"text": "A lime tree"})
    assert "A lime tree" not in journal(bob)
    assert "A lime tree" in journal(alice)


def test_an_answer_of_mine_can_be_shared_later_and_taken_back(couple):
    alice, bob = couple
    alice.post("/conversation/question/plant-it/", {"text": "A lime tree"})
    where = re.search(r"/conversation/journal/[0-9a-f-]+/share/", journal(alice))[0]
    alice.post(where)
    assert "A lime tree" in journal(bob)
    says(alice.page("/conversation/question/plant-it/"), "Bob can read it.")
    assert "Only me." not in alice.page("/conversation/question/plant-it/")
    back = re.search(r"/conversation/journal/[0-9a-f-]+/take-back/", journal(alice))[0]
    alice.post(back)
    assert "A lime tree" not in journal(bob)
    assert "A lime tree" in journal(alice)
    says(alice.page("/conversation/question/plant-it/"), "Only me.")
    for gone in (where, back):
        assert alice.post(gone).status_code == 404


@pytest.mark.parametrize("what", ["share", "take-back"])
def test_nobody_shares_or_takes_back_what_is_not_theirs(couple, charlie, what):
    alice, bob = couple
    alice.post("/conversation/question/plant-it/", {"text": "A lime tree"})
    where = re.search(r"/conversation/journal/[0-9a-f-]+/share/", journal(alice))[0]
    where = where.replace("share", what)
    assert bob.post(where).status_code == 404
    assert charlie.post(where).status_code == 404
    assert "A lime tree" in journal(alice)
    assert "A lime tree" not in journal(bob)


def test_sharing_alone_leads_to_the_page_about_two(alice):
    alice.post("/conversation/question/plant-it/", {"text": "A lime tree"})
    row = Entry.objects.of(couple_of(alice)).get(kind="conversation.answer")
    assert alice.post(f"/conversation/journal/{row.id}/share/")["Location"] == "/two/"
    assert "A lime tree" in journal(alice)


def test_taken_back_before_opening_looks_as_if_nothing_was_written(couple):
    alice, bob = couple
    where = puts(alice, "plant-it")
    never = without_token(bob.page(where))
    answers(alice, where, "Alice made tea")
    alice.post(f"{where}take-back/")
    assert without_token(bob.page(where)) == never
    says(alice.page("/conversation/question/plant-it/"), "Alice made tea")


def without_token(page):
    page = re.sub(r'name="(csrfmiddlewaretoken|tab)" value="[^"]*"|"X-CSRFToken": "\w+"', "", page)
    return re.sub(r'data-(lock-at|now)="[^"]*"', "", page)


def test_taken_back_after_opening_the_other_keeps_their_own_and_is_told_plainly(couple):
    alice, bob = couple
    where = both_open(alice, bob, puts(alice, "plant-it"))
    alice.post(f"{where}take-back/")
    page = unescape(bob.page(where))
    assert "Alice made tea" not in page
    assert "Bob waited up" in page
    assert "Alice’s answer is not here." in page
    assert "Alice made tea" not in journal(bob)


def test_taking_back_never_replaces_what_i_wrote_for_myself(couple):
    alice, bob = couple
    alice.post("/conversation/question/plant-it/", {"text": "For me: figs"})
    where = both_open(alice, bob, puts(alice, "plant-it"))
    alice.post(f"{where}take-back/")
    assert "For me: figs" in journal(alice)
    assert "Alice made tea" in journal(alice)


def test_taking_back_twice_is_no_error(couple):
    alice, bob = couple
    where = both_open(alice, bob, puts(alice, "plant-it"))
    assert alice.post(f"{where}take-back/").status_code == 302
    assert alice.post(f"{where}take-back/").status_code == 302
    assert journal(alice).count("Alice made tea") == 1


def test_a_reply_reaches_the_other_and_there_is_one_of_it(couple):
    alice, bob = couple
    where = both_open(alice, bob, puts(alice, "plant-it"))
    for _ in range(2):
        alice.post(f"{where}reply/", {"ready": "I hear you.", "text": ""})
    assert bob.page(where).count("I hear you.") >= 1
    replies = Entry.objects.of(couple_of(alice)).filter(kind="conversation.reply")
    assert replies.count() == 1
    alice.post(f"{where}reply/", {"text": "My own line"})
    assert replies.count() == 1
    assert "My own line" in bob.page(where)
    assert "Alice, to you" in bob.page(where)


def test_a_reply_with_nothing_in_it_asks_for_a_line(couple):
    alice, bob = couple
    where = both_open(alice, bob, puts(alice, "plant-it"))
    reply = alice.post(f"{where}reply/", {"text": "  \u200b "})
    assert reply.status_code == 422
    says(reply.content.decode(), "Choose a line, or write one of your own.")


def test_a_reply_to_what_was_taken_back_meanwhile_is_not_lost(couple):
    alice, bob = couple
    where = both_open(alice, bob, puts(alice, "plant-it"))
    bob.post(f"{where}take-back/")
    reply = alice.post(f"{where}reply/", {"text": "I never knew that"})
    assert reply.status_code == 409
    says(reply.content.decode(), "I never knew that")
    says(reply.content.decode(), "nothing was sent")


def test_an_answer_to_a_round_that_can_no_longer_open_is_kept_on_the_page(couple):
    alice, bob = couple
    where = puts(alice, "plant-it")
    answers(alice, where, "Alice made tea")
    answers(bob, where, "Bob waited up")
    alice.page(where)  # she gives first
    bob.post(f"{where}take-back/")
    reply = answers(bob, where, "Bob tries again")
    assert reply.status_code == 409
    says(reply.content.decode(), "this round stays closed")
    says(reply.content.decode(), "Bob tries again")
    kept = bob.post(f"{where}answer/", {"text": "Bob tries again", "for_me": "1"})
    assert kept.status_code == 302


def test_a_change_after_the_first_give_is_not_taken_and_not_lost(couple):
    alice, bob = couple
    where = both_open(alice, bob, puts(alice, "plant-it"))
    for text in ("I changed my mind", "x" * 12_001):
        reply = answers(alice, where, text)
        assert reply.status_code in {409, 422}
        says(reply.content.decode(), text)
    assert "Alice made tea" in bob.page(where)


def test_before_the_first_give_an_answer_can_be_written_anew(couple):
    alice, bob = couple
    where = puts(alice, "plant-it")
    for text in ("First", "Second", "Third"):
        assert answers(alice, where, text).status_code == 302
    says(alice.page(f"{where}?edit"), "Third")
    answers(bob, where, "Bob waited up")
    alice.page(where)
    bob.post(f"{where}open/")
    assert "Third" in bob.page(where)
    assert "First" not in bob.page(where)


def test_an_answer_in_a_round_may_be_kept_for_oneself_instead(couple):
    alice, bob = couple
    where = puts(alice, "plant-it")
    reply = alice.post(f"{where}answer/", {"text": "Only mine", "for_me": "1"})
    assert reply["Location"] == "/conversation/question/plant-it/"
    assert "Only mine" in journal(alice)
    answers(bob, where, "Bob waited up")
    assert "Only mine" not in bob.page(where)


def test_a_favourite_is_only_mine_and_can_be_unmarked(couple):
    alice, bob = couple
    alice.post("/conversation/question/plant-it/favourite/")
    says(alice.page("/conversation/favourites/"), TEXT["plant-it"].text)
    assert TEXT["plant-it"].text not in unescape(bob.page("/conversation/favourites/"))
    alice.post("/conversation/question/plant-it/favourite/")
    says(alice.page("/conversation/favourites/"), "None yet.")


@pytest.mark.parametrize("path", ["", "favourite/", "put/", "paper/", "pass/"])
def test_a_question_nobody_wrote_is_not_found(couple, path):
    alice, _ = couple
    where = f"/conversation/question/no-such-question/{path}"
    assert alice.post(where, {"text": "x"}).status_code in {404, 405}


def test_a_sheet_of_paper_has_the_question_and_room_for_two(alice):
    page = alice.page("/conversation/question/plant-it/paper/")
    says(page, TEXT["plant-it"].text)
    assert "One of us" in page
    assert "The other" in page


def test_a_search_goes_through_all_years_and_both_voices(couple):
    alice, bob = couple
    for year, text in ((2024, "An apple tree"), (2025, "A Pear, ÄPFEL too"), (2026, "Cherries")):
        with time_machine.travel(f"{year}-06-01T10:00:00+00:00", tick=True):
            alice.client.cookies.clear()
            alice.post("/in/", {"name": "Alice", "words": alice.words})
            question = content.bank()[year % 100].id
            alice.post(f"/conversation/question/{question}/", {"text": text})
    alice.client.cookies.clear()
    alice.post("/in/", {"name": "Alice", "words": alice.words})
    for word, hits in (
        ("apple", {"An apple tree"}),
        ("äpfel", {"A Pear, ÄPFEL too"}),
        ("  CHERR", {"Cherries"}),
        ("quince", set()),
        ("<script>", set()),
        ("\x00", set()),
    ):
        page = journal(alice, q=word)
        found = {t for t in ("An apple tree", "A Pear, ÄPFEL too", "Cherries") if t in page}
        assert found == hits, word
    page = alice.page("/conversation/journal/?year=2024")
    assert "An apple tree" in page
    assert "Cherries" not in page
    assert "An apple tree" not in journal(bob, q="apple")


def test_the_page_after_a_search_says_the_word_and_no_address_does(alice):
    alice.post("/conversation/question/plant-it/", {"text": "A lime tree"})
    reply = alice.post("/conversation/journal/", {"q": '"lime"'})
    says(reply.content.decode(), "Nothing with that word.")
    assert 'value="&#34;lime&#34;"' in reply.content.decode()
    assert "lime" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', reply.content.decode()))


@pytest.mark.slow
def test_ten_years_are_read_a_page_at_a_time_and_nothing_comes_twice(alice):
    from datetime import date

    from nearer.journal import actions
    from nearer.journal.actions import Pen
    from nearer.practices.conversation.entries import Answer
    from tests.presence import present_of

    present = present_of(alice)
    for number in range(600):
        day = date(2017, 1, 1) + timedelta(days=6 * number)
        pen = Pen(present.vault, present.couple, clock.now() - timedelta(days=600 - number), day)
        actions.write(pen, Answer("plant-it", f"Entry number {number:04d}."))
    seen = []
    years = re.findall(r"\?year=(\d{4})", journal(alice)) or []
    for year in sorted(set(years)):
        where = f"/conversation/journal/?year={year}"
        while where:
            page = unescape(alice.page(where))
            seen += re.findall(r"Entry number (\d{4})\.", page)
            more = re.search(r'href="(\?year=\d+&start=\d+)">Earlier', page)
            where = more and f"/conversation/journal/{more[1]}"
    assert sorted(seen) == [f"{n:04d}" for n in range(600)]
    hits = journal(alice, q="number 0003.")
    assert hits.count("Entry number") == 1
    page = journal(alice, q="entry number")
    assert page.count("Entry number") == 50
    copy = b"".join(alice.post("/you/copy/").streaming_content).decode()
    assert copy.count("Entry number") == 600


def test_somebody_alone_is_asked_gentle_things_and_never_twice(alice):
    asked = []
    for _ in range(12):
        page = unescape(alice.page("/conversation/another/"))
        question = next(q for q in content.bank() if f"<h1>{q.text}</h1>" in page)
        assert question.alone
        assert not question.assumes
        alice.post(f"/conversation/question/{question.id}/", {"text": f"About {question.id}"})
        asked.append(question.id)
    assert len(set(asked)) == 12


def test_an_answer_of_ones_own_is_written_anew_and_not_twice(alice):
    where = "/conversation/question/plant-it/"
    for text in ("First", "Second"):
        alice.post(where, {"text": text})
    assert "First" not in journal(alice)
    assert journal(alice).count("Second") == 1
    says(alice.page(f"{where}?edit"), "Second")


def pass_on(someone, stage, **data):
    return someone.post("/conversation/pass/", {"stage": stage, **data})


@pytest.fixture
def passing(couple):
    alice, _ = couple
    alice.post("/conversation/question/plant-it/pass/")
    return alice


def test_one_phone_shows_one_text_at_a_time_and_then_both(passing):
    says(passing.page("/conversation/pass/"), "Alice writes")
    pass_on(passing, "first", text="Alice made tea")
    page = unescape(passing.page("/conversation/pass/"))
    assert "Hand the phone to Bob." in page
    assert "Alice made tea" not in page
    pass_on(passing, "hand-over")
    assert "Alice made tea" not in passing.page("/conversation/pass/")
    pass_on(passing, "second", text="Bob waited up")
    page = passing.page("/conversation/pass/")
    assert "Alice made tea" not in page
    assert "Bob waited up" not in page
    pass_on(passing, "back")
    page = passing.page("/conversation/pass/")
    assert "Alice made tea" in page
    assert "Bob waited up" in page
    for stage, button in (("open", {}), ("keep-first", {"keep": "1"})):
        pass_on(passing, stage, **button)
    assert pass_on(passing, "keep-second", keep="1")["Location"] == "/unlock/"
    passing.post("/unlock/", {"words": passing.words})
    assert "Bob waited up" in journal(passing)
    assert "Alice made tea" in journal(passing)


@pytest.mark.parametrize(
    "path", ["/", "/you/", "/two/", "/conversation/", "/drafts/", "/you/copy/"]
)
def test_while_the_phone_is_passed_it_shows_nothing_else(passing, path):
    assert passing.get(path)["Location"] == "/conversation/pass/"
    assert passing.post(path, {"text": "x"})["Location"] == "/conversation/pass/"


@pytest.mark.parametrize("stage", ["hand-over", "open", "keep-second", "", "nothing", "\x00"])
def test_an_old_page_sent_again_changes_nothing(passing, stage):
    reply = pass_on(passing, stage, text="Somebody else's words")
    assert reply["Location"] == "/conversation/pass/"
    says(passing.page("/conversation/pass/"), "Alice writes")


def test_the_same_form_twice_goes_on_once(passing):
    for _ in range(2):
        pass_on(passing, "first", text="Alice made tea")
    says(passing.page("/conversation/pass/"), "Hand the phone to Bob.")


def test_an_answer_that_is_too_long_stays_in_the_page(passing):
    reply = pass_on(passing, "first", text="y" * 12_001)
    assert reply.status_code == 422
    assert "y" * 12_001 in reply.content.decode()
    assert pass_on(passing, "first", text=" ").status_code == 422


@pytest.mark.parametrize(
    "presses",
    [
        pytest.param([("first", {"stop": "1"})], id="stopped at once"),
        pytest.param([("first", {"text": "a"}), ("hand-over", {"stop": "1"})], id="on the way"),
        pytest.param(
            [
                ("first", {"text": "a"}),
                ("hand-over", {}),
                ("second", {"text": "b"}),
                ("back", {}),
                ("open", {}),
                ("keep-first", {"go": "1"}),
            ],
            id="one would rather not",
        ),
        pytest.param(
            [
                ("first", {"text": "a"}),
                ("hand-over", {}),
                ("second", {"text": "b"}),
                ("back", {}),
                ("open", {}),
                ("keep-first", {"keep": "1"}),
                ("keep-second", {"go": "1"}),
            ],
            id="the other would rather not",
        ),
    ],
)
def test_nothing_is_kept_unless_both_want_it(passing, presses):
    for stage, data in presses:
        reply = pass_on(passing, stage, **data)
    assert reply["Location"] == "/unlock/"
    passing.post("/unlock/", {"words": passing.words})
    kinds = Entry.objects.of(couple_of(passing)).filter(kind="conversation.passed")
    assert not kinds.exists()
    assert passing.get("/conversation/pass/")["Location"] == "/conversation/"


def test_two_people_without_a_partner_here_can_pass_a_phone_too(alice):
    alice.post("/conversation/question/plant-it/pass/")
    pass_on(alice, "first", text="Mine")
    assert re.search(
        "Hand the phone to (your|my) partner", alice.page("/conversation/pass/"), re.IGNORECASE
    )


def test_a_guest_reads_the_question_and_who_asks_and_nothing_else(alice):
    alice.post(f"/conversation/invite/?question={QUESTION}", {"text": "Alice made tea"})
    link = re.search(r"/i/[0-9A-Z-]+/", alice.page("/two/"))[0]
    page = unescape(newcomer("").page(link))
    assert "Alice asks you" in page
    assert TEXT[QUESTION].text in page
    assert "Alice made tea" not in page


def test_a_guest_with_an_account_is_led_to_joining_with_it(alice, charlie):
    alice.post(f"/conversation/invite/?question={QUESTION}", {"text": "Alice made tea"})
    link = re.search(r"/i/([0-9A-Z-]+)/", alice.page("/two/"))[1]
    assert charlie.get(f"/conversation/guest/{link}/")["Location"] == f"/i/{link}/"
    says(charlie.page(f"/i/{link}/"), "Join with my account")


def test_the_first_exercise_needs_no_account_and_a_look_makes_nobody(db):
    from nearer.accounts.models import Sweep

    someone = newcomer("")
    someone.page("/conversation/begin/")
    assert not Sweep.objects.exists()
    someone.post("/conversation/begin/", {"text": "On the stairs"})
    assert someone.get("/conversation/begin/")["Location"] == "/conversation/another/"
    assert "On the stairs" in journal(someone)


def test_a_round_of_somebody_else_is_not_found(couple, charlie):
    alice, _ = couple
    where = round_of(alice)
    for path in ("", "answer/", "open/", "take-back/", "reply/"):
        reply = charlie.post(f"{where}{path}", {"text": "x"})
        assert reply.status_code == 404


def test_two_couples_have_questions_of_their_own(couple):
    from conftest import pair

    alice, _ = couple
    dora = takes_words(newcomer("Dora"))
    pair(dora, newcomer("Emil"))
    assert todays(alice) != todays(dora)
