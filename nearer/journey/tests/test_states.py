"""What should come first in forty states that two people can be in (`states.toml`)."""

import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from nearer.journey.offers import Facet, Offer, Stage, Who
from nearer.journey.rules.gaps import Gaps
from nearer.journey.rules.gates import Leave, Room, State
from nearer.journey.rules.scoring import Season, choose

DAY = date(2026, 11, 25)
WRITTEN = tomllib.loads((Path(__file__).parent / "states.toml").read_text("utf-8"))
USUAL = {"alone", "week", "minutes", "energy", "mine", "theirs", "touch", "intense", "declined"}
KNOWN = {*USUAL, "put_off", "done", "fits", "id", "because", "from", "first", "never", "nothing"}


def step(written: dict) -> Offer:
    words = {
        "who": Who(written["who"]),
        "stage": Stage(written["stage"]),
        "serves": frozenset(map(Facet, written.get("serves", ()))),
    }
    return Offer(written["key"], "/", step=True, **{**written, **words})


STEPS = {found["key"]: step(found) for found in WRITTEN["step"]}


def offered(state: dict) -> list[Offer]:
    done, fits = state.get("done", {}), state.get("fits", {})
    return [
        replace(
            STEPS[key],
            done_on=DAY - timedelta(days=done[key]) if key in done else None,
            fits=fits.get(key, 1.0),
        )
        for key in state["from"]
    ]


def chosen(state: dict, *, lot: float = 0.0):
    said = state.get("intense", "no")
    leave = Leave(
        paired=not state.get("alone", False),
        intense=said != "no",
        both_intense=said == "both",
        touch=state.get("touch", False),
    )
    room = Room(state.get("minutes"), state.get("energy"), frozenset(state.get("declined", ())))
    gaps = Gaps(
        *({Facet(f): v for f, v in state.get(who, {}).items()} for who in ("mine", "theirs"))
    )
    season = Season(DAY, state.get("week", 3) or None, state.get("put_off", {}))
    return choose(offered(state), State(leave, room, gaps), season, lot=lot)


def test_there_are_forty_and_each_says_why():
    states = WRITTEN["state"]
    assert len(states) == 40
    assert len({state["id"] for state in states}) == 40
    for state in states:
        assert set(state) <= KNOWN, state["id"]
        assert len(state["because"].split()) > 4


@pytest.mark.parametrize("state", WRITTEN["state"], ids=lambda state: state["id"])
def test_what_comes_first(state):
    choice = chosen(state)
    there = {found.key for found in (choice.main, *choice.others) if found}
    assert not there & set(state.get("never", ())), state["because"]
    if state.get("nothing"):
        assert choice.main is None, state["because"]
    else:
        assert choice.main.key == state["first"], state["because"]
        assert max(choice.odds, key=choice.odds.get) == state["first"]
