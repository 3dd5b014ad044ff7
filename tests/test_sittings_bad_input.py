"""Whatever is sent to a sitting, and whenever: it stays where it is, and no line is lost."""

from datetime import timedelta
from html import unescape
from itertools import product
from uuid import uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nearer.accounts.sweeps import sweep
from nearer.couples import moving
from nearer.journal.models import Entry
from nearer.lib import clock
from nearer.practices.presence.entries.sittings import Step
from nearer.practices.presence.rules.sitting import Act
from tests.presence import present_of
from tests.sittings import HERE, both_ready, four_hours_ago, lay_out, press, shows
from tests.test_bad_input import a_full_disk, page_of

PART = {"X-Nearer-Part": "sitting"}
LINE = "The rain, and “your” hands"
PRESSES = [
    {},
    {"act": ""},
    {"act": "ready"},
    {"act": "ready", "seen": ""},
    {"act": "READY", "seen": "1"},
    {"act": ["ready", "dance"], "seen": "1"},
    {"act": "stop", "seen": "1", "once": "not hex"},
    {"act": "stop", "seen": "1", "once": "a" * 65},
    {"act": "stop", "seen": "9" * 30},
    {"act": "stop", "seen": "-1"},
    {"act": "stop", "seen": "1.5"},
    {"act": "stop\x00", "seen": "1"},
    {"act": "\u202estop", "seen": "\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661"},
]


@pytest.fixture
def laid_out(couple):
    return lay_out(couple[0])


@pytest.fixture
def over(couple):
    return four_hours_ago(*couple)


def unlocks(*people):
    for someone in people:
        someone.post("/unlock/", {"words": someone.words})


# --- Buttons --------------------------------------------------------------------------------------


def test_a_press_that_is_none_says_so_and_changes_nothing(couple, laid_out):
    alice, _ = couple
    for said, headers in product(PRESSES, (None, PART)):
        reply = alice.post(f"{laid_out}act/", said, headers=headers)
        assert reply.status_code == 422, said
        assert "That button is not there any more." in page_of(reply)
        assert ("<html" in page_of(reply)) is (headers is None)
        assert shows(page_of(reply)) == ("open", 1)


@pytest.mark.slow
def test_a_press_that_comes_too_late_shows_where_they_are(couple, laid_out):
    """Go on, pressed by one while the other has gone on and paused again."""
    alice, bob = couple
    both_ready(alice, bob, laid_out)
    for act in ("pause", "go_on", "pause"):
        press(alice, laid_out, act)
    for seen, headers in product("1234", (None, PART)):
        reply = press(bob, laid_out, "go_on", seen=seen, headers=headers)
        assert reply.status_code == (302 if headers is None else 200)
        assert shows(bob.page(laid_out)) == ("paused", 5)
    press(bob, laid_out, "go_on", seen="5")
    assert shows(alice.page(laid_out)) == ("coin", 6)


@pytest.mark.slow
def test_any_button_may_be_pressed_twice_at_any_time(couple, laid_out):
    alice, bob = couple
    for act in ("ready", "pause", "go_on", "stop", "stop"):
        for someone in (alice, bob, alice, bob):
            assert press(someone, laid_out, act).status_code == 302
    assert shows(alice.page(laid_out))[0] == "stopped"
    assert alice.post(f"{laid_out}act/", {"act": "ready", "seen": "1"}).status_code == 302
    assert shows(bob.page(laid_out))[0] == "stopped"


@pytest.mark.slow
def test_a_sitting_that_is_none_is_not_found_whatever_is_pressed(couple):
    where = f"{HERE}sitting/{uuid4()}/"
    for said in (*PRESSES, {"act": "stop", "seen": "1"}):
        assert couple[0].post(f"{where}act/", said).status_code == 404
    for more in ("after/open/", "after/take-back/"):
        assert couple[0].post(f"{where}{more}").status_code == 404


def test_what_is_pressed_on_a_locked_phone_is_not_pressed_later(couple, laid_out):
    alice, _ = couple
    alice.post("/lock/")
    reply = alice.post(f"{laid_out}act/", {"act": "stop", "seen": "1", "path": laid_out})
    assert reply["Location"].startswith("/unlock/")
    unlocks(alice)
    assert shows(alice.page(laid_out)) == ("open", 1)


def test_on_a_full_disk_a_press_is_refused_and_can_be_tried_again(couple, laid_out):
    alice, bob = couple
    press(bob, laid_out, "ready")
    seen = {"act": "ready", "seen": "1", "once": "ab"}
    with a_full_disk():
        assert alice.post(f"{laid_out}act/", seen, headers=PART).status_code == 503
        assert (
            alice.post(f"{HERE}lay-out/away/", {"minutes": "15", "way": "two"}).status_code == 503
        )
    assert shows(alice.page(laid_out)) == ("open", 1)
    assert alice.post(f"{laid_out}act/", seen).status_code == 302
    assert shows(alice.page(laid_out)) == ("coin", 2)


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    said=st.dictionaries(
        st.sampled_from(["act", "seen", "once", "minutes", "way", "topic", "silence"]),
        st.sampled_from([*Act, "0", "1", "10", "two", "one", "ab", ""]) | st.text(max_size=20),
        max_size=7,
    )
)
def test_anything_sent_to_a_sitting_is_answered(couple, said):
    where = lay_out(couple[0])
    assert couple[1].post(f"{where}act/", said).status_code in {302, 422}
    for kind in ("listen", "away", "silent"):
        reply = couple[1].post(f"{HERE}lay-out/{kind}/", said)
        assert reply.status_code in {302, 422}
        assert reply.status_code == 302 or "Choose one of these." in page_of(reply)


@pytest.mark.slow
def test_what_was_chosen_stays_chosen_where_something_is_missing(couple):
    said = {"minutes": "20", "silence": "no-such-silence", "way": "apart"}
    page = page_of(couple[0].post(f"{HERE}lay-out/silent/", said))
    for value in ("20", "apart"):
        (chosen,) = [tag for tag in page.split("<input") if f'value="{value}"' in tag]
        assert "checked" in chosen.partition(">")[0]


# --- Lines ----------------------------------------------------------------------------------------


def seals(someone, where, **more):
    return someone.post(f"{where}after/seal/", {"text": LINE, **more})


def test_a_line_sent_once_the_sitting_is_gone_comes_back_and_can_be_kept(couple, over):
    alice, _ = couple
    steps = Entry.objects.of(present_of(alice).couple).filter(kind=Step.kind)
    assert steps.count() == 3
    with time_machine.travel(clock.now() + timedelta(days=3), tick=True):
        sweep(clock.now())
        assert steps.count() == 0
        unlocks(alice)
        reply = seals(alice, over)
        assert reply.status_code == 409
        assert LINE in page_of(reply)
        assert "You can keep your line for yourself." in page_of(reply)
        assert "Seal my line" not in page_of(reply)
        assert seals(alice, over, for_me="1").status_code == 302
        assert LINE in unescape(alice.page(f"{HERE}kept/"))
        assert alice.get(f"{over}after/").status_code == 404


def test_a_line_sent_once_the_other_has_left_is_kept_for_oneself(couple, over):
    alice, bob = couple
    moving.leave(present_of(bob))
    alice.post("/two/ended/")
    assert seals(alice, over).status_code == 302
    assert LINE in unescape(alice.page(f"{HERE}kept/"))
    mine = Entry.objects.of(present_of(alice).couple).filter(kind="presence.taken")
    assert [row.visibility for row in mine] == ["only_me"]


def test_a_line_sent_after_the_lock_is_there_again(couple, over):
    alice, _ = couple
    alice.post("/lock/")
    reply = seals(alice, over, path=f"{over}after/")
    assert reply["Location"] == "/unlock/?kept=1"
    unlocks(alice)
    assert LINE in unescape(alice.page(f"{over}after/"))
    assert not Entry.objects.of(present_of(alice).couple).filter(kind="presence.taken")


def test_a_line_sent_once_the_first_was_handed_over_comes_back(couple, over):
    alice, _ = couple
    for someone in couple:
        seals(someone, over)
    alice.page(f"{over}after/")
    for someone in couple:
        reply = seals(someone, over, text="Another line, then")
        assert reply.status_code == 409
        assert "Another line, then" in page_of(reply)
        assert "on its way" in page_of(reply)


@pytest.mark.slow
def test_buttons_of_lines_that_are_not_there_change_nothing(couple, over):
    alice, bob = couple
    for more in ("open", "take-back", "open"):
        for someone in couple:
            assert someone.post(f"{over}after/{more}/").status_code == 302
    seals(alice, over)
    assert bob.post(f"{over}after/open/").status_code == 302
    assert LINE not in unescape(bob.page(f"{over}after/"))
    assert bob.post(f"{HERE}kept/{uuid4()}/let-go/").status_code == 404
    for year in ("٣٣٣٣", "-1", "99999", "0000", "x" * 900):
        assert alice.get(f"{HERE}kept/?year={year}").status_code == 200


@pytest.mark.slow
def test_a_form_that_stood_open_over_night_gives_the_line_back(couple, over):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
    strict.cookies = couple[0].client.cookies
    reply = strict.post(f"{over}after/seal/", {"text": LINE})
    assert reply.status_code == 403
    assert LINE in page_of(reply)
