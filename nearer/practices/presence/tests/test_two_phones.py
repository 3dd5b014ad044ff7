"""Two phones and a net that loses, doubles, delays and reorders: they end in the same place.

The phones do as the page's script does: a press carries the version that is shown and a mark of
its own, is sent again while no answer comes, and of two answers the newer one is shown.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from nearer.practices.presence.rules.sitting import Act, Press, Sitting, acts, counts, folded
from nearer.practices.presence.rules.terms import Kind, Terms, Way

NINE = datetime(2026, 11, 3, 21, 0, tzinfo=UTC)
TERMS = Terms(Kind.LISTEN, Way.TWO, 10)
PHONES = st.integers(0, 2)
"""Alice has two of them, Bob one."""
OWNER = (0, 0, 1)


@dataclass
class Phone:
    """What one phone shows, and what it has sent without an answer."""

    who: int
    shown: Sitting
    unanswered: list[Press] = field(default_factory=list)

    def takes(self, state: Sitting) -> None:
        if state.version >= self.shown.version:
            self.shown = state


class Evening(RuleBasedStateMachine):
    """The house keeps the presses, and nothing else: it may start again at any moment."""

    @initialize()
    def lay_out(self) -> None:
        self.now, self.kept, self.made = NINE, list[Press](), 0
        self.phones = [Phone(who, self.house) for who in OWNER]
        self.on_the_way: list[tuple[Phone, Press]] = []
        self.signals: list[Phone] = []

    @property
    def house(self) -> Sitting:
        return folded(TERMS, first=0, begun=NINE, presses=self.kept, now=self.now)

    def comes_in(self, press: Press) -> Sitting:
        """What the action does, inside the couple's lock."""
        before = self.house
        press = Press(press.act, press.by, self.now, press.seen, press.once)
        if counts(before, press, marks=[old.once for old in self.kept]):
            self.kept.append(press)
        if self.house.version != before.version:
            self.signals = list(self.phones)
        return self.house

    @rule(seconds=st.sampled_from((0, 1, 12, 31, 95, 200, 1000)))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(number=PHONES, act=st.sampled_from(Act))
    def somebody_presses(self, number: int, act: Act) -> None:
        phone = self.phones[number]
        if act not in acts(phone.shown, phone.who):
            return  # there is no such button
        self.made += 1
        press = Press(act, phone.who, self.now, phone.shown.version, once=str(self.made))
        phone.unanswered.append(press)
        self.on_the_way.append((phone, press))

    @rule(number=PHONES)
    def it_is_sent_again(self, number: int) -> None:
        phone = self.phones[number]
        self.on_the_way += [(phone, press) for press in phone.unanswered]

    @rule(data=st.data(), answer=st.sampled_from(("comes", "is lost")))
    def something_arrives(self, data: st.DataObject, answer: str) -> None:
        if not self.on_the_way:
            return
        at = data.draw(st.integers(0, len(self.on_the_way) - 1))
        phone, press = self.on_the_way.pop(at)
        state = self.comes_in(press)
        if answer == "comes":
            phone.unanswered = [it for it in phone.unanswered if it != press]
            phone.takes(state)

    @rule(data=st.data())
    def something_is_lost(self, data: st.DataObject) -> None:
        if self.on_the_way:
            self.on_the_way.pop(data.draw(st.integers(0, len(self.on_the_way) - 1)))

    @rule(number=PHONES)
    def a_signal_arrives(self, number: int) -> None:
        if self.phones[number] in self.signals:
            self.signals.remove(self.phones[number])
            self.phones[number].takes(self.house)

    @rule()
    def the_house_starts_again(self) -> None:
        """Streams and signals are gone. Phones come back, and are told where it stands."""
        self.signals = []
        for phone in self.phones:
            phone.takes(self.house)

    @rule(number=PHONES)
    def a_tab_is_opened_again(self, number: int) -> None:
        self.phones[number] = Phone(OWNER[number], self.house)

    @invariant()
    def nobody_is_ahead_of_the_house(self) -> None:
        assert all(phone.shown.version <= self.house.version for phone in self.phones)

    @invariant()
    def no_press_counts_twice(self) -> None:
        marks = [press.once for press in self.kept]
        assert len(marks) == len(set(marks))

    def teardown(self) -> None:
        """The net is back: everything arrives, twice, and every phone looks once more."""
        if not hasattr(self, "phones"):
            return
        for phone in self.phones:
            for press in phone.unanswered * 2:
                self.comes_in(press)
        for phone in self.phones:
            phone.takes(self.house)
        assert len({(phone.shown.version, phone.shown.phase) for phone in self.phones}) == 1


TestAnyNet = Evening.TestCase
TestAnyNet.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
