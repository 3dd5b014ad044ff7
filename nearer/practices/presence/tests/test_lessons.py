"""Learn to listen, through its pages: what is chosen is kept nowhere, and what was done is mine."""

import re
from html import unescape

import pytest

from nearer.journal.models import Entry
from nearer.practices.presence import lessons_bank as bank
from nearer.practices.presence.entries.lessons import Done
from tests.pictures import hides, page_of, rows_of, says
from tests.presence import present_of

HERE = "/presence/lessons/"
LESSON = bank.lessons()[0]
FIRST = f"{HERE}{LESSON.id}/"
EVERY = [pytest.param(lesson, id=lesson.id) for lesson in bank.lessons()]


def does(someone, lesson=LESSON, how="alone"):
    reply = someone.post(f"{HERE}{lesson.id}/done/", {"how": how})
    assert reply.status_code == 302, page_of(reply)
    return reply["Location"]


def hears(page: str) -> str:
    """What stands there as heard."""
    found = re.search(
        r'<section class="voice theirs">.*?<div class="said">(.*?)</div>', page, re.DOTALL
    )
    assert found
    return unescape(re.sub(r"<[^>]+>", "", found[1]))


@pytest.mark.parametrize("lesson", EVERY)
def test_a_lesson_can_be_read_from_its_opening_to_its_end_without_script(alice, lesson):
    page = alice.page(f"{HERE}{lesson.id}/")
    says(page, lesson.title, lesson.about, lesson.opening, f"{HERE}{lesson.id}/1/")
    for number, step in enumerate(lesson.steps, 1):
        where = f"{HERE}{lesson.id}/{number}/"
        page = alice.page(where)
        says(page, step.heard, step.ask, *(choice.said for choice in step.choices))
        hides(page, *(choice.why for choice in step.choices))
        for place, choice in enumerate(step.choices):
            page = page_of(alice.post(where, {"choice": str(place)}))
            says(page, step.heard, choice.said, *(it.why for it in step.choices))
            chosen, others = page.split("<details", 1)
            says(chosen, choice.why)
            for other in step.choices:
                if other is not choice:
                    hides(chosen, other.why)
                    says(others, other.said, other.why)
        last = number == len(lesson.steps)
        says(page, f"{HERE}{lesson.id}/{'done' if last else number + 1}/")
    says(alice.page(f"{HERE}{lesson.id}/done/"), lesson.closing, lesson.apart, lesson.alone)


def test_what_is_chosen_is_kept_nowhere(alice):
    before = Entry.objects.of(present_of(alice).couple).count()
    for number in range(1, len(LESSON.steps) + 1):
        reply = alice.post(f"{FIRST}{number}/", {"choice": "1"})
        assert "Location" not in reply.headers
    alice.page(f"{FIRST}done/")
    alice.page(f"{FIRST}prompts/?n=3")
    assert Entry.objects.of(present_of(alice).couple).count() == before


@pytest.mark.parametrize("choice", ["", "3", "-1", "good", "1.0", "²"])
def test_a_choice_that_is_none_is_said_in_words(alice, choice):
    reply = alice.post(f"{FIRST}2/", {"choice": choice})
    assert reply.status_code == 422
    page = page_of(reply)
    says(page, "Choose one of the three.", LESSON.steps[1].heard)
    hides(page, *(it.why for it in LESSON.steps[1].choices))


def test_there_is_no_step_beyond_and_no_lesson_without_a_name(alice):
    for where in (f"{FIRST}0/", f"{FIRST}{len(LESSON.steps) + 1}/", f"{FIRST}999999999/"):
        assert alice.get(where).status_code == 404
        assert alice.post(where, {"choice": "0"}).status_code == 404
    for rest in ("", "1/", "done/", "prompts/"):
        assert alice.get(f"{HERE}no-such-lesson/{rest}").status_code == 404
    assert alice.post(f"{HERE}no-such-lesson/done/", {"how": "alone"}).status_code == 404


def test_a_lesson_is_done_once_somebody_says_so(alice):
    hides(alice.page(HERE), "Done on")
    assert does(alice) == HERE
    today = present_of(alice).day
    page = alice.page(HERE)
    says(page, f"Done on {today:%-d %B %Y}")
    assert page.count("Done on") == 1
    says(alice.page("/journey/"), f"A lesson in listening: {LESSON.title}", "Only you see this.")


def test_said_twice_it_is_kept_once_and_each_way_stands(couple):
    alice, _ = couple
    for how in ("alone", "alone", "together", "together", "alone"):
        does(alice, how=how)
    assert rows_of(alice, Done.kind).count() == 2


def test_how_it_was_done_is_one_of_two(alice):
    for how in ("", "with Bob", "alone together"):
        reply = alice.post(f"{FIRST}done/", {"how": how})
        assert reply.status_code == 422
        says(page_of(reply), "Press one of the buttons", LESSON.closing)
    assert not rows_of(alice, Done.kind).exists()


def test_together_is_offered_where_there_are_two(couple, charlie):
    alice, _ = couple
    says(alice.page(f"{FIRST}done/"), "tried it together")
    hides(charlie.page(f"{FIRST}done/"), "tried it together")


def test_nobody_else_learns_of_it(couple, charlie):
    alice, bob = couple
    seen = [(bob.page(path), charlie.page(path)) for path in (HERE, FIRST)]
    does(alice, how="together")
    assert [row.visibility for row in rows_of(alice, Done.kind)] == ["only_me"]
    for (bobs, charlies), path in zip(seen, (HERE, FIRST), strict=True):
        assert _bare(bob.page(path)) == _bare(bobs)
        assert _bare(charlie.page(path)) == _bare(charlies)
    for someone in (bob, charlie):
        hides(someone.page("/journey/"), "A lesson in listening: ")


def _bare(page: str) -> str:
    """Without what differs in every answer."""
    return re.sub(r'(value|X-CSRFToken|data-now|data-lock-at)("?[=:] ?)"[^"]*"', "", page)


def test_every_page_says_who_sees_it(alice):
    for path in (HERE, FIRST, f"{FIRST}1/", f"{FIRST}done/", f"{FIRST}prompts/"):
        page = alice.page(path)
        assert "Only me." in page or "Only here." in page or "kept nowhere" in page


def test_the_first_page_leads_to_help_where_there_is_fear(alice):
    says(alice.page(HERE), "If you are afraid of your partner", 'href="/help/"')


# --- Practising --------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", EVERY)
def test_another_one_leads_through_all_prompts_and_round_again(alice, lesson):
    where, seen = f"{HERE}{lesson.id}/prompts/", []
    page = alice.page(where)
    for _ in bank.prompts(lesson.id):
        seen.append(hears(page))
        page = alice.page(where + re.search(r'href="(\?n=\d+)">Another one', page)[1])
    assert seen == [prompt.heard for prompt in bank.prompts(lesson.id)]
    assert hears(page) == seen[0]


def test_a_good_answer_is_shown_once_it_is_asked_for(alice):
    prompt = bank.prompts(LESSON.id)[4]
    before, after = alice.page(f"{FIRST}prompts/?n=4").split("<details", 1)
    says(before, prompt.heard)
    hides(before, prompt.better, prompt.listen_for)
    says(after, prompt.better, "It may be:", prompt.listen_for)


@pytest.mark.parametrize("n", ["x", "-1", "", "999999", "9" * 5000, "²", "1.5"])
def test_any_number_in_the_address_leads_to_a_prompt(alice, n):
    assert alice.client.get(f"{FIRST}prompts/", {"n": n}).status_code == 200


def test_the_list_costs_the_same_whatever_was_done(alice):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            alice.page(HERE)
        return len(asked)

    before = cost()
    for lesson in bank.lessons():
        does(alice, lesson)
    assert cost() == before


@pytest.mark.parametrize(("lesson", "said"), [("about-me", True), ("reflect", False)])
def test_beside_complaints_stands_that_an_insult_is_none(alice, lesson, said):
    assert ("not for insults" in alice.page(f"/presence/lessons/{lesson}/prompts/")) is said
