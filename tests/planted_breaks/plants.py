"""Each way in which a promise could be broken by one careless change."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from unittest import mock

PLANTS: dict[str, Callable[[], AbstractContextManager]] = {}


def plant(function: Callable[[], Iterator[None]]) -> Callable[[], Iterator[None]]:
    PLANTS[function.__name__.replace("_", "-")] = contextmanager(function)
    return function


@contextmanager
def instead(*pairs: tuple[str, Any]) -> Iterator[None]:
    with ExitStack() as stack:
        for target, value in pairs:
            stack.enter_context(mock.patch(target, value))
        yield


def _plain(name: str, *pairs: tuple[str, Any]) -> None:
    PLANTS[name] = lambda: instead(*pairs)


def _nothing(*_args: Any, **_kwargs: Any) -> None:
    return None


# --- what an entry is bound to ----------------------------------------------------------------

BOUND = ("kind", "id", "owner", "visibility", "subject", "size", "predecessor")


def _label_without(name: str) -> None:
    def bound(self) -> bytes:
        from nearer.sealing.boxes import context

        return context(*(getattr(self, part) for part in BOUND if part != name))

    _plain(f"label-without-{name}", ("nearer.sealing.vault.Label.bound", bound))


for part in ("id", "owner", "visibility", "subject", "size", "predecessor"):
    _label_without(part)

_plain("given-key-fits-any-body", ("nearer.sealing.vault.digest", lambda _: bytes(32)))
_plain("given-for-nothing-in-return", ("nearer.reveal.actions.digest", lambda _: bytes(32)))


_plain(
    "opened-answers-may-change",
    ("nearer.practices.conversation.selectors.questions.as_it_was_opened", lambda *_: True),
)


@plant
def day_not_compared():
    from nearer.journal import opened, payloads

    def load(kind, plain):
        return replace(payloads.load(kind, plain), day=AnyDay())

    with mock.patch.object(opened, "payloads", SimpleNamespace(load=load, Payload=object)):
        yield


class AnyDay:
    def __ne__(self, _other: object) -> bool:
        return False

    __hash__ = None


# --- who gives first, and to whom -------------------------------------------------------------

_plain("both-give-first", ("nearer.couples.confirming.i_give_first", lambda **_: True))


@plant
def the_table_is_believed():
    """The partner's key is whatever stands in the table."""
    from nearer.accounts import selectors

    real = selectors._with_partner

    def with_partner(opened, rows):
        pin = opened.vault.keyring.partner
        there = rows.get(pin.person)
        if there is not None:
            pin = replace(pin, keys=(there.public_key,))
            opened = replace(
                opened, vault=selectors._vault(opened, opened.vault.keyring.with_(partner=pin))
            )
        return real(opened, rows)

    with mock.patch.object(selectors, "_with_partner", with_partner):
        yield


@plant
def any_certificate_counts():
    from nearer.accounts import selectors

    real = selectors._with_partner

    def with_partner(opened, rows):
        there = rows.get(opened.vault.keyring.partner.person)
        with mock.patch.object(selectors, "certified", return_value=there.public_key):
            return real(opened, rows)

    with mock.patch.object(selectors, "_with_partner", with_partner):
        yield


@plant
def the_code_has_no_secret():
    from nearer.sealing import pairing

    with mock.patch.object(
        pairing.Code, "key", lambda _self, purpose: pairing.derive(bytes(10), purpose)
    ):
        yield


@plant
def any_yes_counts():
    from base64 import b64encode

    from nearer.couples import confirming

    def yes(present, link, *_rest):
        key = b64encode(link.public_key).decode()
        said = {"name": "Alice", "hosted_by": "me", "public_key": key}
        return present.vault.keyring.secret_keys[0], said

    with mock.patch.object(confirming, "_yes", yes):
        yield


# --- sessions ---------------------------------------------------------------------------------


@plant
def cookie_not_needed():
    from nearer.sealing import sessions

    real = sessions.derive

    def derive(secret, purpose, *more, **how):
        return real(bytes(32) if purpose == "session" else secret, purpose, *more, **how)

    with mock.patch.object(sessions, "derive", derive):
        yield


@plant
def session_row_stores_the_user_key():
    from nearer.sealing import sessions

    real = sessions.split

    def split(user_key, *, secret, session, public_key, times):
        known = {"secret": secret, "session": session, "times": times}
        parts = real(user_key, public_key=public_key, **known)
        return replace(parts, share=user_key, box=sessions.again(user_key, share=user_key, **known))

    with mock.patch.object(sessions, "split", split):
        yield


_plain("lock-keeps-the-row", ("nearer.accounts.sessions.lock", _nothing))


_plain("lock-keeps-the-cookie", ("nearer.accounts.sessions.halves.for_late", lambda secret: secret))


@plant
def times_are_not_bound():
    """An old row counts as a new one when its columns say so."""
    from nearer.accounts import sessions

    with mock.patch.object(sessions, "_times", return_value=""):
        yield


@plant
def never_idle():
    from nearer.accounts import rules

    with mock.patch("nearer.accounts.sessions.door", return_value=rules.Door.OPEN):
        yield


_plain("late-texts-need-no-proof", ("nearer.sealing.sessions._proof", lambda *_: bytes(32)))
_plain(
    "new-words-keep-the-key",
    ("nearer.accounts.actions.os", SimpleNamespace(urandom=lambda n: b"k" * n)),
    ("nearer.accounts.actions.new_secret_key", lambda: b"s" * 32),
)

# --- guessing ---------------------------------------------------------------------------------

_plain("guesses-need-not-wait", ("nearer.accounts.delay.check", _nothing))


@plant
def a_namesake_forgets_the_tries():
    from nearer.accounts import delay

    with mock.patch.object(delay, "opened", lambda salt, **_: delay.forget(salt)):
        yield


@plant
def a_guess_is_cheap():
    from nearer.accounts import ways
    from nearer.sealing.passphrase import Cost

    with mock.patch.object(ways, "cost", return_value=Cost(64, 1)):
        yield


@plant
def any_number_at_once():
    with mock.patch("nearer.sealing.passphrase._two_at_once", threading.BoundedSemaphore(99)):
        yield


_plain("fifty-pins", ("nearer.accounts.pins.PIN_TRIES", 50))

# --- pages ------------------------------------------------------------------------------------


@plant
def every_page_is_open():
    from nearer.lib.access import Access

    with mock.patch("nearer.accounts.middleware.access_of", return_value=Access.ANYONE):
        yield


@plant
def any_couple_is_read():
    """`of()` forgets its condition, so every query reaches over couples."""
    from nearer.lib.owned import OwnedQuerySet

    with _written_anew(), mock.patch.object(OwnedQuerySet, "of", lambda self, _couple: self):
        yield


@contextmanager
def _written_anew() -> Iterator[None]:
    """Statements that were prepared before the break, and in it, are forgotten."""
    from nearer.lib.prepared import Prepared

    with mock.patch.object(Prepared, "rows", lambda self, *values: self._write_and_ask(*values)):
        Prepared._write_and_ask = lambda self, *values: iter(self._build(*values))
        try:
            yield
        finally:
            del Prepared._write_and_ask


class Everything:
    def __contains__(self, _path: object) -> bool:
        return True


_plain("browsers-may-keep-pages", ("nearer.web.middleware.PUBLIC", Everything()))
_plain(
    "no-tokens",
    ("django.middleware.csrf.CsrfViewMiddleware.process_view", _nothing),
)

# --- going ------------------------------------------------------------------------------------

_plain("deleting-forgets-the-lines", ("nearer.couples.moving._ids", lambda *_: []),
       ("nearer.couples.moving.close_if_empty", _nothing))  # fmt: skip
_plain("leaving-keeps-the-keys", ("nearer.couples.moving.part", _nothing))
_plain("guests-stay", ("nearer.couples.moving.delete_person", _nothing))
_plain("the-log-keeps-what-was-deleted", ("nearer.couples.moving.forget_on_disk", _nothing))

# --- calendars at an address ------------------------------------------------------------------

_plain("ended-feeds-stay", ("nearer.feeds.actions.withdraw", _nothing))


@plant
def feeds_need_no_line():
    """Whatever lies there is handed out, whoever's it was."""
    from nearer.feeds import views
    from nearer.feeds.boxes import open_
    from nearer.feeds.models import Published

    def calendar_of(key):
        row = Published.objects.filter(id=key.line).first()
        return row and open_(bytes(row.box), key)

    with mock.patch.object(views, "calendar_of", calendar_of):
        yield


@plant
def both_get_the_token():
    from nearer.journal import actions

    real = actions.write

    def write(pen, payload, **how):
        if payload.kind == "quality_time.feed":
            how["visibility"] = "shared"
        return real(pen, payload, **how)

    with mock.patch.object(actions, "write", write):
        yield


@plant
def feeds_are_logged():
    from nearer.feeds import views

    real = views.key_of

    def key_of(token):
        logging.getLogger("nearer.feeds").info("asked for /calendar/%s.ics", token)
        return real(token)

    with mock.patch.object(views, "key_of", key_of):
        yield


# --- sittings ---------------------------------------------------------------------------------


@plant
def steps_stay():
    from nearer.accounts import sweeps

    with mock.patch.dict(sweeps._brooms, {"presence.steps": _nothing}):
        yield


@plant
def a_press_stays_for_its_own_two_days():
    """Longer than the sweep of its sitting waits, where it was pressed after midnight."""
    from nearer.lib import clock
    from nearer.practices.presence.actions import sittings

    real = sittings._expires

    def expires(_begun):
        return real(clock.now())

    with mock.patch.object(sittings, "_expires", expires):
        yield


@plant
def steps_are_swept_where_they_were():
    """Whoever leaves takes theirs along, to where nobody sweeps."""
    from nearer.couples import moving

    class Stays:
        filter = staticmethod(lambda **_which: Stays)
        update = delete = staticmethod(_nothing)

    with mock.patch.object(moving, "Sweep", SimpleNamespace(objects=Stays)):
        yield


@plant
def a_mark_may_be_words():
    from django import forms

    from nearer.practices.presence.forms.sittings import PressForm

    said = {"once": forms.CharField(required=False)}
    with mock.patch.dict(PressForm.base_fields, said):
        yield


@plant
def ready_is_shown():
    from nearer.practices.presence.selectors import sittings

    real = sittings.page_of

    def page_of(present, known):
        return replace(real(present, known), ready=bool(known.state.ready))

    with mock.patch.object(sittings, "page_of", page_of):
        yield


@plant
def ready_is_said_over_the_streams():
    from nearer.live import rooms
    from nearer.practices.presence.actions import sittings

    real = sittings._tell

    def tell(present, before):
        then = real(present, before)
        rooms.announce(present.couple, before.thread, sittings.signal_of(then.state))
        return then

    with mock.patch.object(sittings, "_tell", tell):
        yield


@plant
def ready_counts_as_a_turn():
    """Nothing is shown and nothing is said; but the version that stands on the page is higher."""
    from nearer.practices.presence.rules import sitting

    real = sitting._ready

    def ready(state, press):
        then = real(state, press)
        return replace(then, version=state.version + 1)

    with mock.patch.dict(sitting._DOES, {sitting.Act.READY: ready}):
        yield


@plant
def looking_is_noted():
    """That somebody looked at a sitting is written down as a step, with nothing in it."""
    from nearer.practices.presence.actions import sittings as actions
    from nearer.practices.presence.rules.sitting import Act
    from nearer.practices.presence.views import sittings as views

    real = views.selectors.page_of

    def page_of(present, known):
        actions._take(present, known, Act.GO_ON, seen=0, once="")
        return real(present, known)

    with mock.patch.object(views.selectors, "page_of", page_of):
        yield


# --- the disk ---------------------------------------------------------------------------------


@plant
def drafts_in_plain():
    from nearer.sealing import padding
    from nearer.sealing.vault import Vault

    real = Vault.seal

    def seal(self, label, plain):
        sealed = real(self, label, plain)
        if label.kind != "journal.draft":
            return sealed
        return replace(sealed, body=padding.pad(plain, label.size))

    with mock.patch.object(Vault, "seal", seal):
        yield


@plant
def posts_are_logged():
    from nearer.journal import drafts

    real = drafts.save

    def save(pen, **what):
        logging.getLogger("nearer.journal").info("saved %s", what)
        return real(pen, **what)

    with mock.patch.object(drafts, "save", save):
        yield


@plant
def uploads_go_through_a_temporary_file():
    import tempfile

    from nearer.journal import drafts

    real = drafts.save

    def save(pen, **what):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(str(what))
        return real(pen, **what)

    with mock.patch.object(drafts, "save", save):
        yield
