"""A sitting, as it follows from what is pressed: by tables, and by whoever presses anything."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nearer.practices.presence.rules import terms as lengths
from nearer.practices.presence.rules.sitting import (
    ENDED,
    RUNNING,
    Act,
    Phase,
    Press,
    Sitting,
    acts,
    counts,
    folded,
)
from nearer.practices.presence.rules.terms import MINUTES, Kind, Terms, Way

NINE = datetime(2026, 11, 3, 21, 0, tzinfo=UTC)
LISTEN = Terms(Kind.LISTEN, Way.TWO, 20)
ME, OTHER = 0, 1


def after(*presses: tuple[float, Act, int, int], terms: Terms = LISTEN, now: float) -> Sitting:
    """The sitting `now` seconds after it was laid out; each press is (seconds, act, by, seen)."""
    return folded(
        terms,
        first=OTHER,
        begun=NINE,
        presses=[
            Press(act, by, NINE + timedelta(seconds=at), seen) for at, act, by, seen in presses
        ],
        now=NINE + timedelta(seconds=now),
    )


BOTH_READY = ((10, Act.READY, ME, 1), (20, Act.READY, OTHER, 1))
SPEAKING = LISTEN.speak.total_seconds()
GIVING = LISTEN.give_back.total_seconds()


@pytest.mark.parametrize(
    ("presses", "now", "phase", "version", "speaker"),
    [
        pytest.param([], 5, Phase.OPEN, 1, None, id="laid out"),
        pytest.param([(10, Act.READY, ME, 1)], 20, Phase.OPEN, 1, None, id="one alone"),
        pytest.param(BOTH_READY, 20, Phase.COIN, 2, None, id="both ready"),
        pytest.param(
            [(10, Act.READY, ME, 1), (911, Act.READY, OTHER, 1)],
            912, Phase.OPEN, 1, None, id="ready does not last",
        ),
        pytest.param(BOTH_READY, 31, Phase.SPEAK, 3, OTHER, id="the coin has fallen"),
        pytest.param(
            [*BOTH_READY, (60, Act.SPOKEN, OTHER, 3)], 61, Phase.GIVE_BACK, 4, OTHER, id="spoken"
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.SPOKEN, ME, 3)], 61, Phase.SPEAK, 3, OTHER,
            id="the listener ends nobody's turn",
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.SPOKEN, OTHER, 2)], 61, Phase.SPEAK, 3, OTHER, id="too late"
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.SPOKEN, OTHER, 3), (90, Act.MORE, OTHER, 4)],
            91, Phase.SPEAK, 5, OTHER, id="there is more",
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.SPOKEN, OTHER, 3), (90, Act.THATS_IT, OTHER, 4)],
            91, Phase.SWAP, 5, None, id="that is it",
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.SPOKEN, OTHER, 3), (90, Act.THATS_IT, OTHER, 4)],
            111, Phase.SPEAK, 6, ME, id="the other's turn",
        ),
        pytest.param(BOTH_READY, 31 + SPEAKING, Phase.GIVE_BACK, 4, OTHER, id="time turns it"),
        pytest.param(
            BOTH_READY, 51 + 2 * (SPEAKING + GIVING), Phase.CLOSE, 8, ME, id="by time to its close"
        ),
        pytest.param(BOTH_READY, 4000, Phase.OVER, 9, None, id="by time to its end"),
        pytest.param(
            [*BOTH_READY, (60, Act.PAUSE, ME, 1)], 4000, Phase.PAUSED, 4, OTHER, id="paused by any"
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.PAUSE, ME, 3), (4000, Act.GO_ON, OTHER, 4)],
            4000, Phase.SPEAK, 5, OTHER, id="and on",
        ),
        pytest.param(
            [*BOTH_READY, (60, Act.STOP, ME, 1)], 61, Phase.STOPPED, 4, None, id="stopped by any"
        ),
        pytest.param([(9, Act.STOP, OTHER, 1)], 61, Phase.OPEN, 1, None, id="no word is no word"),
        pytest.param([(9, Act.STOP, ME, 1)], 61, Phase.STOPPED, 2, None, id="put away again"),
        pytest.param([], 12 * 3600, Phase.STOPPED, 2, None, id="half a day"),
    ],
)  # fmt: skip
def test_where_a_sitting_is(presses, now, phase, version, speaker):
    state = after(*presses, now=now)
    assert (state.phase, state.version) == (phase, version)
    assert (speaker is None) or state.speaker == speaker


def test_a_pause_keeps_what_was_left_of_the_phase():
    state = after(*BOTH_READY, (60, Act.PAUSE, ME, 3), (4000, Act.GO_ON, ME, 4), now=4000)
    assert state.remains(NINE + timedelta(seconds=4000)) == LISTEN.speak - timedelta(seconds=30)
    assert state.deadline == NINE + timedelta(seconds=4000) + LISTEN.speak - timedelta(seconds=30)


def test_there_is_more_three_times_in_a_turn():
    presses, version, at = [*BOTH_READY], 3, 40.0
    for _ in range(5):
        presses += [(at, Act.SPOKEN, OTHER, version), (at + 5, Act.MORE, OTHER, version + 1)]
        version, at = version + 2, at + 10
    state = after(*presses, now=at)
    assert state.phase is Phase.GIVE_BACK
    assert state.mores == lengths.MOST_MORE
    assert acts(state, OTHER) == {Act.THATS_IT, Act.PAUSE, Act.STOP}


def test_a_press_that_is_sent_again_counts_once():
    at = NINE + timedelta(seconds=60)
    ready = [Press(act, by, NINE + timedelta(seconds=s), seen) for s, act, by, seen in BOTH_READY]
    pause = Press(Act.PAUSE, ME, at, 3, once="a1")
    on = Press(Act.GO_ON, OTHER, at + timedelta(seconds=5), 4, once="b2")
    again = Press(Act.PAUSE, ME, at + timedelta(seconds=9), 3, once="a1")
    state = folded(
        LISTEN, first=OTHER, begun=NINE, presses=[*ready, pause, on, again], now=again.at
    )
    assert state.phase is Phase.SPEAK


def test_a_clock_that_goes_back_turns_nothing_back():
    state = after(*BOTH_READY, (60, Act.SPOKEN, OTHER, 3), now=-5)
    assert state.phase is Phase.GIVE_BACK
    assert after(*BOTH_READY, (5, Act.STOP, ME, 1), now=6).phase is Phase.STOPPED


def test_no_press_is_earlier_than_the_one_before_it():
    state = after((20, Act.READY, ME, 1), (10, Act.READY, OTHER, 1), now=20)
    assert (state.phase, state.since) == (Phase.COIN, NINE + timedelta(seconds=20))


def test_more_for_the_first_takes_nothing_from_the_second():
    presses = [(60, Act.SPOKEN, OTHER, 3), (70, Act.MORE, OTHER, 4), (80, Act.SPOKEN, OTHER, 5)]
    state = after(*BOTH_READY, *presses, (90, Act.THATS_IT, OTHER, 6), now=111)
    assert (state.phase, state.speaker, state.mores) == (Phase.SPEAK, ME, 0)
    assert state.whole == LISTEN.speak


def test_what_half_a_day_ended_stays_as_it_was():
    end = lengths.LONGEST.total_seconds()
    presses = [(60, Act.PAUSE, ME, 3), (end - 5, Act.GO_ON, ME, 4)]
    over = after(*BOTH_READY, *presses, now=end)
    assert over.phase is Phase.OVER
    assert after(*BOTH_READY, *presses, now=end + 9000) == over


def test_a_mark_that_is_known_does_nothing_more():
    paused = after(*BOTH_READY, (60, Act.PAUSE, ME, 3), (70, Act.GO_ON, OTHER, 4), now=70)
    press = Press(Act.PAUSE, ME, NINE + timedelta(seconds=70), 3, once="a1")
    assert counts(paused, press, marks=["b2"])
    assert not counts(paused, press, marks=["b2", "a1"])
    assert not counts(paused, replace(press, act=Act.GO_ON), marks=[])


@pytest.mark.parametrize("kind", [Kind.AWAY, Kind.SILENT])
def test_a_quiet_sitting_settles_is_still_and_is_over(kind):
    terms = Terms(kind, Way.TWO, MINUTES[kind][0])
    length = terms.still.total_seconds()
    phases = [after(*BOTH_READY, terms=terms, now=now).phase for now in (20, 31, 29 + length)]
    assert phases == [Phase.SETTLE, Phase.STILL, Phase.STILL]
    assert after(*BOTH_READY, terms=terms, now=30 + length).phase is Phase.OVER


def test_with_one_phone_whoever_holds_it_presses_for_both():
    terms = Terms(Kind.LISTEN, Way.ONE, 10)
    state = after((1, Act.READY, ME, 1), terms=terms, now=12)
    assert state.speaker == OTHER
    assert Act.SPOKEN in acts(state, ME)


@pytest.mark.parametrize(
    ("kind", "minutes"), [(k, m) for k, offered in MINUTES.items() for m in offered]
)
def test_a_whole_sitting_takes_as_long_as_it_says(kind, minutes):
    terms = Terms(kind, Way.TWO, minutes)
    end = 20 + minutes * 60 + (10 if kind is not Kind.LISTEN else 0)
    assert after(*BOTH_READY, terms=terms, now=end - 1).phase in RUNNING
    assert after(*BOTH_READY, terms=terms, now=end).phase is Phase.OVER


class Evening(RuleBasedStateMachine):
    """Two who press anything at any time, with any version before their eyes."""

    @initialize(
        kind=st.sampled_from(Kind), way=st.sampled_from(Way), first=st.sampled_from((ME, OTHER))
    )
    def lay_out(self, kind: Kind, way: Way, first: int) -> None:
        self.terms, self.first = Terms(kind, way, MINUTES[kind][0]), first
        self.now, self.presses, self.before = NINE, [], 1
        self.spoken: list[int] = []

    @property
    def state(self) -> Sitting:
        return folded(self.terms, first=self.first, begun=NINE, presses=self.presses, now=self.now)

    @rule(seconds=st.sampled_from((0, 1, 5, 11, 16, 31, 90, 200, 1000, 4000, 40000)))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(act=st.sampled_from(Act), by=st.sampled_from((ME, OTHER)), behind=st.integers(0, 3))
    def somebody_presses(self, act: Act, by: int, behind: int) -> None:
        if self.terms.way is Way.ONE and by == OTHER:
            return
        self.presses.append(Press(act, by, self.now, self.state.version - behind))

    @rule(by=st.sampled_from((ME, OTHER)))
    def both_become_ready(self, by: int) -> None:
        self.presses += [Press(Act.READY, who, self.now, 0) for who in (by, 1 - by)]

    @rule()
    def the_last_press_comes_twice(self) -> None:
        version = self.state.version
        if self.presses and self.presses[-1].act in {Act.STOP, Act.SPOKEN, Act.THATS_IT}:
            self.presses.append(self.presses[-1])
            assert self.state.version == version

    @precondition(lambda self: self.state.phase in RUNNING)
    @rule(who=st.sampled_from((ME, OTHER)))
    def either_can_pause_and_either_goes_on_where_they_were(self, who: int) -> None:
        if self.terms.way is Way.ONE:
            who = ME
        before = self.state
        self.presses.append(Press(Act.PAUSE, who, self.now, 0))
        paused = self.state
        assert paused.phase is Phase.PAUSED
        self.presses.append(Press(Act.GO_ON, who, self.now, paused.version))
        assert (self.state.phase, self.state.turn) == (before.phase, before.turn)
        assert self.state.deadline == before.deadline

    @invariant()
    def there_is_a_way_out(self) -> None:
        state = self.state
        if state.ended:
            assert not acts(state, ME) | acts(state, OTHER)
            return
        assert Act.STOP in acts(state, ME)
        if state.phase is not Phase.OPEN:
            assert Act.STOP in acts(state, OTHER)
            assert {Act.PAUSE, Act.GO_ON} & acts(state, ME) & acts(state, OTHER)
        late = folded(
            self.terms, first=self.first, begun=NINE, presses=self.presses,
            now=max(self.now, NINE) + lengths.LONGEST,
        )  # fmt: skip
        assert late.ended

    @invariant()
    def only_one_of_two_may_end_a_turn(self) -> None:
        state = self.state
        if self.terms.way is not Way.ONE and state.phase in {Phase.SPEAK, Phase.GIVE_BACK}:
            own = {Act.SPOKEN, Act.THATS_IT, Act.MORE}
            may = [who for who in (ME, OTHER) if own & acts(state, who)]
            assert may == [state.speaker]

    @invariant()
    def each_has_one_turn_and_nothing_turns_back(self) -> None:
        state = self.state
        assert state.version >= self.before
        assert state.turn in {0, 1, 2}
        assert state.mores <= lengths.MOST_MORE
        self.before = state.version
        if state.phase is Phase.SPEAK and state.speaker not in self.spoken:
            self.spoken.append(state.speaker)
        assert self.spoken in ([], [self.first], [1 - self.first], [self.first, 1 - self.first])
        assert (state.deadline is None) is (state.phase in {*ENDED, Phase.OPEN, Phase.PAUSED})


TestAnyEvening = Evening.TestCase
TestAnyEvening.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
