"""The ground every benchmark stands on: a data folder of its own, two people, fair timing."""

import argparse
import atexit
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence


def wishes(about: str, *switches: str) -> argparse.Namespace:
    """What was asked for on the command line; `--smoke` only sees whether all of it runs."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--smoke", action="store_true", help="small, for CI: numbers mean little")
    for switch in switches:
        parser.add_argument(switch, action="store_true")
    return parser.parse_args()


def own_folder(database_url: str = "") -> str:
    """A data folder that is deleted at the end. To be called before anything asks a setting."""
    folder = tempfile.mkdtemp(prefix="nearer-benchmark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["NEARER_DATA"] = folder
    os.environ["DATABASE_URL"] = database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "nearer.settings"
    return folder


def make_ready() -> None:
    """Django with the settings people run, an up-to-date database and compressed files."""
    import django

    django.setup()
    from nearer.serving.start import make_ready as ready

    ready()


def close() -> None:
    """Let go of the database, so that a throw-away server can end."""
    from django.db import connection

    connection.close()


def present(someone):
    """This person as a request would see them, to write their history with the real actions."""
    from django.test import RequestFactory

    from nearer.accounts import sessions

    request = RequestFactory().get("/", HTTP_HOST="localhost")
    request.COOKIES = {name: cookie.value for name, cookie in someone.client.cookies.items()}
    return sessions.resume(request, touch=False)


def alternate(
    sides: dict[str, Callable[[], object]], *, rounds: int, times: int
) -> dict[str, list[float]]:
    """Seconds for `times` calls of each side, round after round, each round in turn.

    What else the machine is doing then slows all sides alike.
    """
    found: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(rounds):
        order = list(sides) if turn % 2 else list(reversed(sides))
        for name in order:
            start = time.perf_counter()
            for _ in range(times):
                sides[name]()
            found[name].append(time.perf_counter() - start)
    return found


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median over the rounds of one side's seconds to the other's in the same round."""
    return statistics.median(a / b for a, b in zip(above, below, strict=True))


def report(claim: str, sentence: str, *, holds: bool, **numbers: object) -> None:
    """One JSON line for machines and one sentence for people."""
    sys.stdout.write(json.dumps({"claim": claim, "holds": holds, **numbers}) + "\n")
    sys.stdout.write(sentence + "\n")
