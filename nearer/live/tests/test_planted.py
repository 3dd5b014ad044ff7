"""Each promise of a stream, broken on purpose: the test that keeps it has to notice."""

import inspect
from dataclasses import replace
from unittest import mock

import pytest

from nearer.accounts.present import Present
from nearer.live import asking, crossing, hub, signals
from nearer.live.tests import conftest, test_hub, test_signals, test_streams
from nearer.live.tests.test_streams import quick

__all__ = ["quick"]


def _whoever_was_passed_the_phone():
    real = asking.sessions.resume

    def resume(request, **more):
        here = real(request, **more)
        return replace(here, only_for="") if isinstance(here, Present) else here

    return [mock.patch.object(asking.sessions, "resume", resume)]


BREAKS = {
    "a passed phone listens": (
        test_streams.test_a_phone_that_is_being_passed_hears_nothing,
        _whoever_was_passed_the_phone,
    ),
    "another host's name is ours": (
        test_streams.test_a_name_that_is_not_ours_is_refused,
        lambda: [mock.patch.object(asking.ASGIRequest, "get_host")],
    ),
    "what nobody has joined keeps a session awake": (
        test_streams.test_what_waits_keeps_no_session_awake,
        lambda: [mock.patch.object(asking, "_waits", return_value=False)],
    ),
    "the lock ends no stream": (
        test_streams.test_a_lock_ends_the_stream,
        lambda: [mock.patch.object(asking, "_stays", return_value=True)],
    ),
    "every couple hears": (
        test_hub.test_those_who_listen_hear_and_nobody_else,
        lambda: [mock.patch.object(hub.Hub, "tell", _tell_everybody)],
    ),
    "an older signal counts": (
        test_hub.test_only_the_newest_is_kept_and_nothing_is_said_twice,
        lambda: [mock.patch.object(hub.Ear, "offer", _whatever_comes)],
    ),
    "both share one number": (
        test_hub.test_how_many_one_may_hold_says_nothing_of_the_other_and_keeps_nobody_out,
        lambda: [mock.patch.object(hub.Hub, "come", _as_one)],
    ),
    "words may be a phase": (
        test_signals.test_a_text_is_no_phase,
        lambda: [mock.patch.object(signals.Signal, "__post_init__")],
    ),
    "signals cross in plain": (
        test_signals.test_nobody_reads_or_makes_up_a_signal_without_the_key_file,
        lambda: [
            mock.patch.object(crossing, "seal", lambda _key, plain, _about: plain),
            mock.patch.object(crossing, "unseal", lambda _key, box, _about: box),
        ],
    ),
}


def _tell_everybody(self, _couple, _subject, signal):
    for own in self._people.values():
        for ear in own:
            ear.offer(signal)


def _as_one(self, ear, come=hub.Hub.come):
    ear.person = ear.couple
    come(self, ear)


def _whatever_comes(self, signal):
    self.newest = signal
    return True


@pytest.mark.parametrize("name", BREAKS)
def test_the_test_notices(name, request, transactional_db, monkeypatch):
    monkeypatch.setattr(conftest, "PATIENCE", 0.5)
    check, breaks = BREAKS[name]
    wanted = inspect.signature(check).parameters
    given = {fixture: request.getfixturevalue(fixture) for fixture in wanted}
    check(**given)
    given |= {fixture: _again(fixture, value) for fixture, value in given.items()}
    for broken in breaks():
        broken.start()
    try:
        with pytest.raises((AssertionError, TimeoutError, pytest.fail.Exception)):
            check(**given)
    finally:
        mock.patch.stopall()


def _again(fixture: str, value):
    """A second evening: whoever locked in the first one comes anew."""
    return conftest.takes_words(conftest.newcomer("Bea")) if fixture == "anna" else value
