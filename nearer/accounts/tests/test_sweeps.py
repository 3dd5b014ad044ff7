"""What is due goes, and a fault in one stops no other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError

from nearer.accounts import sweeps
from nearer.accounts.models import Sweep
from nearer.lib import clock


@pytest.fixture
def swept(monkeypatch):
    done = []
    monkeypatch.setitem(sweeps._brooms, "good", lambda couple, target, now: done.append(target))
    return done


def remembers(what, *, hours=-1):
    target = uuid4()
    due = clock.now() + timedelta(hours=hours)
    sweeps.remember(what, couple=uuid4(), target=target, due=due)
    return target


def test_only_what_is_due_goes(db, swept):
    due = remembers("good")
    remembers("good", hours=1)
    assert sweeps.sweep(clock.now()) == 1
    assert swept == [due]
    assert Sweep.objects.count() == 1


@pytest.mark.parametrize("fault", [OperationalError, KeyError, ValueError, AssertionError])
def test_a_fault_in_one_stops_no_other(db, swept, monkeypatch, fault):
    def broken(couple, target, now):
        raise fault("broken")

    monkeypatch.setitem(sweeps._brooms, "bad", broken)
    before, bad, after = remembers("good", hours=-3), remembers("bad", hours=-2), remembers("good")
    assert sweeps.sweep(clock.now()) == 2
    assert swept == [before, after]
    left = Sweep.objects.get()
    assert left.target_id == bad
    assert left.due_at > clock.now()  # later, so that it never fills a whole sweep


def test_a_line_nobody_knows_any_more_goes_quietly(db):
    remembers("an older thing")
    assert sweeps.sweep(clock.now()) == 1
    assert not Sweep.objects.exists()
