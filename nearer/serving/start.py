"""What `nearer serve` does, in order. Every setting comes from the environment, so nothing
here asks for one before the environment is right.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from nearer.lib.asgi import App
from nearer.serving import address, durable, process
from nearer.serving.errand import Beside, Errand, Until
from nearer.serving.saying import BadData, say
from nearer.serving.server import GRACE, Server
from nearer.serving.sweeper import Sweeper

# What the package with htmx ships besides: not compressing it saves a fifth of a second.
UNUSED = ["ext", "htm*x-4.*", "htmx-2.js", "django-htmx.js"]

Sweep = Callable[[datetime], object]


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    host: str
    port: int
    lan: bool
    page: str = ""
    """The page to begin with, where it is not the first."""
    work: bool = False


def serve(
    wishes: Wishes,
    *,
    load_application: Callable[[], App],
    load_farewell: Callable[[], Callable[[], None]],
    load_sweep: Callable[[], Sweep],
    load_work: Callable[[], Errand],
) -> None:
    """Make the ground ready, then answer until told to stop."""
    network = _open_to_home() if wishes.lan else None
    host = "0.0.0.0" if network else wishes.host  # noqa: S104  # nosec B104  # that is --lan
    if not network:
        address.refuse_open_doors(host, os.environ)
    with address.listen(host, wishes.port) as listening:
        port = listening.getsockname()[1]
        if network:
            os.environ.setdefault("NEARER_ADDRESS", f"http://{network.address}:{port}")
        django.setup()
        with _alone_on_sqlite():
            make_ready()
            application = load_application()
            sweeper = Sweeper(load_sweep())
            sweeper.start()
            worker = Beside(load_work()) if wishes.work else None
            if worker:
                worker.start()
            _say_where(port, network, wishes.page)
            last = partial(_put_away, sweeper, worker)
            Server(application, last=last, first=load_farewell()).run(sockets=[listening])


def make_ready() -> None:
    """Bring the database and the static files up to date, and see that writes will last."""
    with durable.usable():
        call_command("migrate", interactive=False, verbosity=0)
        complaints = durable.complaints()
    if complaints:
        raise BadData(" ".join(complaints))
    connection.close()
    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)


def _open_to_home() -> address.Network:
    network = address.home_network()
    os.environ["NEARER_LAN"] = "1"
    known = os.environ.get("NEARER_HOSTS", "")
    os.environ["NEARER_HOSTS"] = address.with_hosts(known, network.names)
    return network


def work(errand: Errand, *, once: bool) -> None:
    """What `nearer work` does: the errand, as a process of its own beside the server."""
    with durable.usable(), _one_of_the_workers():
        if complaints := durable.complaints():
            raise BadData(" ".join(complaints))
        if not once:
            say("Sending what is due. Ctrl-C stops it.")
        errand(Until())


def _one_of_the_workers() -> AbstractContextManager[object]:
    if connection.vendor == "sqlite":
        return process.hold(settings.DATA_DIR, name=process.WORKING, shared=True)
    return nullcontext()


def _alone_on_sqlite() -> AbstractContextManager[object]:
    if connection.vendor == "sqlite":
        return process.hold(settings.DATA_DIR)
    return nullcontext()  # on PostgreSQL several processes share the work


def _say_where(port: int, network: address.Network | None, page: str) -> None:
    say(f"Nearer is at http://localhost:{port}{page}")
    if network:
        link = f"http://{network.address}:{port}"
        say(f"On a phone in the same network: {link}")
        import segno  # noqa: PLC0415 - whoever starts without --lan needs no squares

        segno.make(link, error="l").terminal(compact=True)
        say("This is plain http, for your home: whoever is in this network could read along.")
    say("Ctrl-C stops it.")


def _put_away(sweeper: Sweeper, worker: Beside | None) -> None:
    sweeper.stop()
    if worker:
        worker.stop(GRACE)
    with suppress(DatabaseError):  # the next start, or the next minute, does it
        durable.forget_what_was_deleted()
