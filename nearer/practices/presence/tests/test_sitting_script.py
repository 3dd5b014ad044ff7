"""How a sitting's page works: what its script has to know, and that it works without one."""

import re
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders

from nearer.practices.presence.rules.sitting import Phase
from nearer.practices.presence.rules.terms import COIN, Kind, Terms, Way
from tests.pictures import hides, says
from tests.sittings import both_ready, lay_out, press, shows

STATIC = Path(finders.find("presence/sitting.js") or "").parent


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel("2026-11-03T20:00:00+00:00", tick=False) as traveller:
        yield traveller


def part(someone, where):
    """The part that is swapped, as the page's script gets it."""
    return someone.get(where, headers={"X-Nearer-Part": "sitting"}).content.decode()


class TestTheScript:
    def test_what_is_said_aloud_stands_outside_of_what_is_swapped(self, couple):
        where = lay_out(couple[0])
        page, swapped = couple[0].page(where), part(couple[0], where)
        hides(swapped, "aria-live", 'role="status"', 'role="alert"', "<html")
        says(page, 'id="turn" role="status"', "data-sitting-line")
        assert page.index('id="turn"') < page.index('id="sitting"')

    def test_the_part_carries_what_the_script_has_to_know(self, couple):
        where = lay_out(couple[0])
        both_ready(*couple, where)
        page = part(couple[0], where)
        thread = where.rstrip("/").rpartition("/")[2]
        says(page, f'data-stream="/live/sitting/{thread}/"', 'data-left="10.00"')
        says(page, 'data-whole="10.00"', 'data-kind="listen"', "data-say=")
        assert shows(page) == (Phase.COIN, 2)

    def test_what_is_over_listens_to_no_stream(self, couple):
        where = lay_out(couple[0])
        press(couple[0], where, "stop")
        hides(couple[0].page(where), "data-stream", "data-senses", 'http-equiv="refresh"')

    def test_the_screen_may_be_kept_on(self, couple):
        policy = couple[0].get(lay_out(couple[0]))["Permissions-Policy"]
        hides(policy, "screen-wake-lock", "vibrate")

    def test_nothing_is_remembered_and_nothing_is_inline(self, couple):
        scripts = list(STATIC.glob("*.js"))
        assert len(scripts) == 4
        for script in scripts:
            hides(script.read_text(), "localStorage", "sessionStorage", "cookie", "innerHTML")
        page = couple[0].page(lay_out(couple[0]))
        assert not re.search(r"<[^>]+ (style|onclick)=|<script>|<style", page)


class TestWithoutScript:
    def test_every_act_is_a_plain_form_that_ends_on_the_page(self, couple):
        alice, _ = couple
        where = lay_out(alice)
        page = alice.page(where)
        once = re.search(r'name="once" value="([0-9a-f]+)"', page)[1]
        reply = alice.post(f"{where}act/", {"act": "ready", "seen": "1", "once": once})
        assert (reply.status_code, reply["Location"]) == (302, where)
        says(page, "Look again")

    @pytest.mark.parametrize(
        ("phase", "looks"), [("open", None), ("ready", "10"), ("coin", "10"), ("paused", "10")]
    )
    def test_the_page_looks_again_by_itself_while_one_waits(self, couple, phase, looks):
        alice, bob = couple
        where = lay_out(alice)
        if phase != "open":
            press(alice, where, "ready")
        if phase in {"coin", "paused"}:
            press(bob, where, "ready")
        if phase == "paused":
            press(bob, where, "pause")
        found = re.search(
            r'<noscript><meta http-equiv="refresh" content="(\d+)">', alice.page(where)
        )
        assert (found and found[1]) == looks

    def test_whoever_speaks_is_not_interrupted_before_their_time_is_up(self, couple, tonight):
        where = lay_out(couple[0])
        both_ready(*couple, where)
        tonight.shift(COIN)
        alice, bob = couple
        speaker, listener = (alice, bob) if "You speak." in part(alice, where) else (bob, alice)
        whole = int(Terms(Kind.LISTEN, Way.TWO, 10).speak.total_seconds())
        after = [
            int(re.search(r'refresh" content="(\d+)"', it.page(where))[1])
            for it in (speaker, listener)
        ]
        assert after[0] > whole
        assert after[1] == 10
