"""Who hears what, and that both phones end up where the sitting is, whatever is lost on the way."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nearer.live.hub import Closed, Ear, Hub, Limits, TooMany
from nearer.live.signals import Signal
from nearer.live.tests.conftest import Phase

COUPLE, OTHERS = UUID(int=1), UUID(int=2)
SUBJECT, ANOTHER = UUID(int=11), UUID(int=12)


def ear(couple=COUPLE, subject=SUBJECT, session=1, person=21):
    return Ear(couple, subject, UUID(int=session), UUID(int=person))


def signal(version, phase=Phase.SPEAK):
    return Signal(version, phase)


def test_those_who_listen_hear_and_nobody_else():
    hub = Hub()
    mine, theirs, other = ear(), ear(session=2), ear(subject=ANOTHER)
    stranger = ear(couple=OTHERS, session=3)
    for one in (mine, theirs, other, stranger):
        hub.come(one)
    hub.tell(COUPLE, SUBJECT, signal(1))
    assert [one.take() for one in (mine, theirs, other, stranger)] == [signal(1)] * 2 + [None] * 2
    assert mine.take() is None


def test_only_the_newest_is_kept_and_nothing_is_said_twice():
    hub, one = Hub(), ear()
    hub.come(one)
    for version in (3, 5, 4, 5, 1):
        hub.tell(COUPLE, SUBJECT, signal(version))
    assert one.take() == signal(5)
    hub.tell(COUPLE, SUBJECT, signal(5))
    hub.offer(one, signal(4))
    assert one.take() is None


def test_a_session_may_listen_three_times_and_a_person_six_times():
    hub = Hub(Limits(of_a_person=6, of_a_session=3))
    first, *_ = own = [ear(session=1) for _ in range(3)]
    for one in [*own, *(ear(session=2) for _ in range(3))]:
        hub.come(one)
    with pytest.raises(TooMany):
        hub.come(ear(session=3))
    hub.come(ear(couple=OTHERS, session=5, person=22))
    again = ear(session=1)
    hub.come(again)
    assert first.ended
    hub.tell(COUPLE, SUBJECT, signal(1))
    assert first.take() is None
    assert again.take() == signal(1)


def test_how_many_one_may_hold_says_nothing_of_the_other_and_keeps_nobody_out():
    def as_many_as_there_may_be(hub):
        for number in range(100):
            try:
                hub.come(ear(session=number))
            except TooMany:
                return number
        return None

    alone, beside, theirs = Hub(), Hub(), ear(session=200, person=22)
    beside.come(theirs)
    assert as_many_as_there_may_be(beside) == as_many_as_there_may_be(alone)
    assert not theirs.ended
    alone.come(theirs)


def test_an_address_holds_so_many_and_makes_room_again():
    hub = Hub(Limits(at_an_address=1))
    hub.enter("192.0.2.1")
    hub.enter("192.0.2.2")
    with pytest.raises(TooMany):
        hub.enter("192.0.2.1")
    hub.go("192.0.2.1")
    hub.enter("192.0.2.1")
    hub.go("192.0.2.1")
    hub.go("192.0.2.2")
    assert hub.holds == 0


def test_nobody_comes_into_a_house_that_closes():
    hub = Hub()
    hub.close()
    with pytest.raises(Closed):
        hub.come(ear())
    assert hub.holds == 0


def test_whoever_has_gone_does_not_come_in_any_more():
    hub, one = Hub(), ear()
    hub.leave(one)
    with pytest.raises(Closed):
        hub.come(one)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(1, 4))))
def test_an_empty_room_is_not_kept(steps):
    hub, here = Hub(), []
    for comes, subject, session in steps:
        if comes:
            one = ear(subject=UUID(int=subject), session=session)
            try:
                hub.come(one)
            except TooMany:
                continue
            here.append(one)
        elif here:
            hub.leave(here.pop())
    for one in here:
        hub.leave(one)
    assert hub.holds == 0


class TwoPhones(RuleBasedStateMachine):
    """A sitting turns while signals are lost, repeated and late, and servers and phones come back.

    Whatever happens: once every line is up again, both phones show where the sitting is.
    """

    @initialize()
    def begin(self):
        self.hub = Hub()
        self.stands = signal(1)  # what the database says
        self.late: list[Signal] = []  # told, and still on its way
        self.ears: list[Ear | None] = [None, None]
        self.shown = [0, 0]

    @rule(how=st.sampled_from(["at once", "late", "twice", "lost"]))
    def turns(self, how):
        self.stands = signal(self.stands.version + 1)
        if how in ("at once", "twice"):
            self.hub.tell(COUPLE, SUBJECT, self.stands)
        if how in ("late", "twice"):
            self.late.append(self.stands)
        if how == "lost":  # only where the line between processes broke; see `hears_again`
            self.deaf = True

    deaf = False

    @precondition(lambda self: self.late)
    @rule(data=st.data())
    def something_late_arrives(self, data):
        found = self.late.pop(data.draw(st.integers(0, len(self.late) - 1)))
        self.hub.tell(COUPLE, SUBJECT, found)

    @rule(who=st.integers(0, 1))
    def reads(self, who):
        one = self.ears[who]
        if one is not None and (heard := one.take()):
            self.shown[who] = max(self.shown[who], heard.version)

    @rule(who=st.integers(0, 1))
    def comes_back(self, who):
        if self.ears[who] is not None:
            self.hub.leave(self.ears[who])
        self.ears[who] = ear(session=who)
        self.hub.come(self.ears[who])
        self.hub.offer(self.ears[who], self.stands)

    @rule(who=st.integers(0, 1))
    def loses_the_network(self, who):
        self.ears[who] = None  # the hub does not know yet

    @rule()
    def the_server_starts_again(self):
        self.hub.close()
        self.hub, self.late, self.ears = Hub(), [], [None, None]

    @rule()
    def hears_again(self):
        for one in self.ears:
            if one is not None:
                self.hub.offer(one, self.stands)
        self.deaf = False

    @invariant()
    def nobody_is_ahead_of_the_sitting(self):
        assert all(version <= self.stands.version for version in self.shown)

    def teardown(self):
        if not hasattr(self, "hub"):
            return
        for who in (0, 1):
            if self.ears[who] is None:
                self.comes_back(who)
        if self.deaf:
            self.hears_again()
        for told in self.late:
            self.hub.tell(COUPLE, SUBJECT, told)
        for who in (0, 1):
            self.reads(who)
        assert self.shown == [self.stands.version] * 2


test_both_phones_end_up_where_the_sitting_is = TwoPhones.TestCase
