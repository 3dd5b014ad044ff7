"""Both lines together: a visible wish, silence, and switching off again."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine

from nearer.journal.models import Entry
from nearer.practices.acknowledge.entries import Line, Showing
from tests.presence import present_of

TREND, SHOW, STOP = "/acknowledge/trend/", "/acknowledge/trend/show/", "/acknowledge/trend/stop/"
PULSE = "/acknowledge/pulse/"
SIX = dict.fromkeys(("closeness", "understood", "time", "tender", "affection", "tension"), "6")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def two(couple, kept_weeks):
    alice, bob = couple
    kept_weeks(alice, [7] * 12)
    kept_weeks(bob, [3] * 12)
    return alice, bob


@pytest.fixture
def both_on(two):
    alice, bob = two
    for someone in (alice, bob, alice):  # whoever asked first draws theirs last
        someone.post(SHOW)
    return alice, bob


def together(someone):
    page = masked(unescape(someone.page(TREND)))
    return page[page.index('id="together"') : page.index("</main>")]


def rows_of(someone, kind):
    present = present_of(someone)
    found = Entry.objects.of(present.couple).filter(owner_id=present.id, kind=kind)
    return found.count()


def test_asking_is_seen_by_the_other_and_shows_no_line(two):
    alice, bob = two
    assert "Alice would like" not in together(bob)
    alice.post(SHOW)
    assert "Alice would like to see both lines together." in together(bob)
    assert "<svg" not in together(bob)
    assert rows_of(alice, Line.kind) == 0
    assert "once Bob would like it, too" in together(alice)


def test_there_is_no_no_to_press_and_not_answering_changes_nothing_for_the_other(two):
    alice, bob = two
    alice.post(SHOW)
    before = together(alice)
    assert re.findall(r"<button[^>]*>([^<]*)", together(bob)) == ["Show each other our lines"]
    bob.page(TREND)
    assert together(alice) == before


def test_no_line_is_given_before_both_have_said_yes_and_then_both_are_shown(two):
    alice, bob = two
    alice.post(SHOW)
    bob.post(SHOW)
    assert rows_of(alice, Line.kind) == 0
    assert "when Alice has drawn one, too" in together(bob)
    assert "When you draw your line, both stand here." in together(alice)
    assert "<svg" not in together(alice)
    alice.post(SHOW)
    for someone, other in ((alice, "Bob"), (bob, "Alice")):
        page = together(someone)
        assert f'<th scope="col">{other}</th>' in page
        assert 'class="level theirs"' in page
        assert "The answers behind it stay with whoever gave them." in page


def test_a_pulse_draws_the_line_as_well_once_both_want_it(two):
    alice, bob = two
    alice.post(SHOW)
    bob.post(SHOW)
    alice.post(PULSE, SIX)
    assert "<svg" in together(bob)


def test_a_later_pulse_moves_the_line_and_gives_a_number_and_no_answers(both_on):
    alice, bob = both_on
    before = together(bob)
    page = unescape(alice.page(PULSE))
    assert "joins the line that you and Bob both see" in page[: page.index("<legend")]
    alice.post(PULSE, {**SIX, "closeness": "0"})
    assert together(bob) != before
    present = present_of(bob)
    given = Entry.objects.of(present.couple).exclude(owner_id=present.id)
    shown = given.filter(kind__startswith="acknowledge.", given_key__isnull=False)
    assert set(shown.values_list("kind", flat=True)) == {Line.kind, Showing.kind}
    assert shown.count() == 2


def test_either_can_switch_off_at_any_time_and_the_line_is_gone_at_once(both_on):
    alice, bob = both_on
    asked = together(bob)
    assert "It may already have been read." in asked
    alice.post(STOP)
    assert rows_of(alice, Line.kind) == rows_of(alice, Showing.kind) == 0
    for someone in (alice, bob):
        assert "<svg" not in together(someone)
    assert "Bob would like to see both lines together." in together(alice)


def test_having_stopped_looks_like_not_having_answered(two):
    alice, bob = two
    bob.post(SHOW)
    never = together(bob)
    alice.post(SHOW)
    bob.post(SHOW)
    alice.post(STOP)
    assert together(bob) == never


def test_whoever_is_left_alone_with_a_line_takes_it_away_with_the_next_pulse(both_on):
    alice, bob = both_on
    alice.post(STOP)
    bob.post(PULSE, SIX)
    assert rows_of(bob, Line.kind) == 0
    assert "both see" not in bob.page(PULSE)


def test_nothing_is_read_of_the_other_unless_both_want_it(both_on, monkeypatch):
    alice, bob = both_on
    bob.post(STOP)
    opened = []
    original = type(present_of(alice).vault).open_given

    def noted(vault, label, **rest):
        opened.append(label.kind)
        return original(vault, label, **rest)

    monkeypatch.setattr("nearer.sealing.vault.Vault.open_given", noted)
    alice.page(TREND)
    assert Line.kind not in opened


def test_a_line_of_two_from_one_persons_answers_says_so(couple, kept_weeks):
    alice, bob = couple
    kept_weeks(alice, [6] * 20)
    for someone in (alice, bob, alice):
        someone.post(SHOW)
    page = together(bob)
    assert "only one of you answered" in page
    assert "one person’s line" in page


def test_alone_there_is_nobody_to_see_a_line_with(alice, kept_weeks):
    kept_weeks(alice, [6] * 3)
    assert 'id="together"' not in alice.page(TREND)
    assert alice.post(SHOW)["Location"] == "/two/"
    assert alice.post(STOP).status_code == 302


def test_charlie_sees_nothing_of_it(both_on, charlie, kept_weeks):
    kept_weeks(charlie, [9] * 4)
    page = charlie.page(TREND)
    assert "Alice" not in page
    assert "Bob" not in page


def test_a_private_pulse_makes_no_difference_to_the_other(two):
    """Whether he asked or not, and whether she did: his own weeks stay his own."""
    alice, bob = two
    for ask in (lambda: None, lambda: alice.post(SHOW)):
        ask()
        before = [alice.page(path) for path in ("/", TREND, PULSE, "/acknowledge/")]
        bob.post(PULSE, {**SIX, "closeness": "0"})
        after = [alice.page(path) for path in ("/", TREND, PULSE, "/acknowledge/")]
        assert [masked(page) for page in after] == [masked(page) for page in before]


def masked(page):
    """Without the form's tokens, which are new each time."""
    page = re.sub(r'name="(csrfmiddlewaretoken|tab)" value="[^"]*"', "", page)
    return re.sub(r"X-CSRFToken[^}]*", "", page)
