"""Real workers, a real mail server, and real signals: nothing is ever sent twice.

The rows are written by the program in a process of its own; `NEARER_AHEAD` moves the clock on
the wall of a worker, so that a lease is over when the test says so.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.post_office import PostOffice
from tests.postgres import running_postgres
from tests.wall import put_forward

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
BAD_USAGE, BAD_DATA = 2, 65
LATER = 400  # seconds, more than a lease

PUT = """
import sys, django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from nearer.lib import clock
from nearer.notices import outbox
from nearer.notices.asked import Asked
from nearer.notices.models import Letter
from nearer.notices.rules import Quiet, Wish
from datetime import time
now = clock.now()
for number in range(int(sys.argv[1])):
    asked = Asked(address=f"somebody{number}@example.org", base="https://nearer.example.org/",
                  quiet=Quiet(time(0), time(0)), confirmed=True)
    outbox._row(asked.handle, outbox._note(asked, (Wish(now, "weekly"),)), now).save()
"""
SHOW = """
import django; django.setup()
from nearer.notices.models import Letter
print(*sorted(Letter.objects.values_list("state", flat=True)))
"""


@dataclass
class House:
    """A data folder, a mail server, and as many workers as a test wants."""

    folder: Path
    office: PostOffice
    url: str = ""
    ahead: int = 0
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("NEARER_")}
        put_forward(self.folder / "ahead", self.ahead)
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "nearer.settings",
            "NEARER_DATA": str(self.folder / "data"),
            "NEARER_AHEAD": str(self.folder / "ahead"),
            "NEARER_SMTP_URL": self.office.url,
            "NEARER_SMTP_FROM": "nearer@example.org",
            "DATABASE_URL": self.url,
            **self.more,
        }

    def runs(self, program: str, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", program, *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
        ).stdout  # fmt: skip

    def puts(self, number: int) -> None:
        self.runs(PUT, str(number))

    def states(self) -> Counter[str]:
        return Counter(self.runs(SHOW).split())

    @contextmanager
    def worker(self, *words: str) -> Iterator[subprocess.Popen]:
        done = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.house", "work", *words],
            env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        try:
            yield done
        finally:
            with suppress(ProcessLookupError):
                done.kill()
            done.communicate(timeout=30)

    def works_once(self) -> str:
        with self.worker("--once") as worker:
            said, complained = worker.communicate(timeout=60)
            assert worker.returncode == 0, complained
        return said + complained


@pytest.fixture
def office():
    with PostOffice() as office:
        yield office


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """One PostgreSQL for all of them: making one takes longer than most of what they do."""
    with running_postgres() as url:
        yield url


def another_database(server: str) -> str:
    """An empty one in it, as nobody shares a queue here."""
    name = f"house_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.removesuffix("/postgres") + f"/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house(request, tmp_path, office) -> Iterator[House]:
    if request.param == "sqlite":
        yield House(tmp_path, office)
    else:
        yield House(tmp_path, office, another_database(request.getfixturevalue("server")))


def once_each(office: PostOffice) -> bool:
    return all(times == 1 for times in Counter(office.ids).values())


def test_what_is_due_goes_out_once_and_the_log_names_nobody(house, office):
    house.puts(5)
    said = house.works_once() + house.works_once()
    assert len(office.taken) == 5
    assert once_each(office)
    assert said.count(": sent") == 5
    for word in ("somebody", "example.org", "weekly"):
        assert word not in said


def killed_at(house: House, office: PostOffice, point: str) -> None:
    with house.worker("--once") as worker:
        office.at(point, lambda: (os.kill(worker.pid, signal.SIGKILL), worker.wait(10)))
        worker.wait(60)
        assert worker.returncode == -signal.SIGKILL
    office.at(point, None)


@pytest.mark.parametrize(
    ("point", "sent_in_the_end"),
    [
        ("connect", 1),  # the server has heard of no mail yet, so it goes out after the lease
        ("EHLO", 1),
        ("MAIL", 0),  # from here on it is marked, and what is in doubt is dropped
        ("RCPT", 0),
        ("DATA", 0),
        ("end", 1),  # all of it was handed over; it must not come again
        ("after", 1),
    ],
)
def test_a_worker_killed_at_any_point_sends_nothing_twice(house, office, point, sent_in_the_end):
    house.puts(1)
    killed_at(house, office, point)
    house.works_once()  # the lease still holds
    for ahead in (LATER, 2 * LATER, 3 * LATER):
        house.ahead = ahead
        house.works_once()
    assert len(office.taken) == len(set(office.ids)) == sent_in_the_end
    assert house.states()["due"] == house.states()["sending"] == 0


def test_workers_killed_again_and_again_at_random_send_nothing_twice(house, office):
    """Whatever was acknowledged was so once; each kill can cost one note at most."""
    notes, dice = 30, random.Random(2027)
    house.puts(notes)
    kills = 0
    for round_of in range(12):
        after = len(office.taken) + dice.randint(1, 4)
        house.ahead = round_of * LATER
        with house.worker("--once") as worker:
            end = time.monotonic() + 20
            while len(office.taken) < after and worker.poll() is None and time.monotonic() < end:
                time.sleep(dice.random() / 500)
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
                kills += 1
    house.ahead = 13 * LATER
    house.works_once()
    assert once_each(office)
    assert kills >= 3
    assert notes - kills <= len(office.taken) <= notes
    assert house.states()["due"] == 0


def test_two_workers_at_once_send_each_note_once(house, office):
    house.puts(60)
    with house.worker("--once") as one, house.worker("--once") as other:
        for worker in (one, other):
            assert worker.wait(60) == 0
    assert len(office.taken) == 60
    assert once_each(office)
    assert sum(house.states().values()) == house.states()["sent"] == 60


def test_a_worker_waits_for_a_server_that_is_down_and_then_sends_once(tmp_path):
    with PostOffice() as gone:
        port = gone.port
        house = House(tmp_path, gone)
        house.puts(3)
    said = house.works_once()
    assert "did not take anything" in said
    assert house.states() == {"due": 3}
    with PostOffice(port=port) as office:
        house.works_once()  # a minute has not passed
        assert office.taken == []
        house.ahead = 70
        house.works_once()
        house.ahead = 140
        house.works_once()
        assert len(office.taken) == 3
        assert once_each(office)


def test_asked_to_end_it_finishes_the_mail_that_is_under_way(tmp_path, office):
    house = House(tmp_path, office)
    house.puts(10)
    with house.worker() as worker:

        def slowly():
            worker.send_signal(signal.SIGTERM)
            time.sleep(0.5)

        office.at("end", slowly)
        assert worker.wait(30) == 0
    assert len(office.taken) == 1
    assert house.states() == {"due": 9, "sent": 1}
    office.at("end", None)
    house.works_once()  # and the next one goes on at once: nothing is leased any more
    assert len(office.taken) == 10
    assert once_each(office)


def test_it_goes_on_sending_what_becomes_due(tmp_path, office):
    house = House(tmp_path, office)
    house.puts(1)
    with house.worker() as worker:
        _until(lambda: len(office.taken) == 1)
        house.puts(1)
        _until(lambda: len(office.taken) == 2)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0


def test_the_server_does_it_beside_its_pages_when_asked_to(tmp_path, office):
    house = House(tmp_path, office)
    house.puts(2)
    server = subprocess.Popen(
        [sys.executable, "-m", "nearer", "serve", "--port", "0", "--work"],
        env=house.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True,
    )  # fmt: skip
    try:
        _until(lambda: len(office.taken) == 2)
        server.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        assert server.wait(10) == -signal.SIGTERM
        assert time.monotonic() - begun < 2.5
    finally:
        server.kill()
        server.communicate(timeout=30)


def test_no_backup_is_put_under_a_worker(tmp_path, office):
    house = House(tmp_path, office)
    house.puts(1)
    file = tmp_path / "backup"
    assert _nearer(house, "backup", str(file)).returncode == 0
    with house.worker() as worker:
        _until(lambda: len(office.taken) == 1)
        refused = _nearer(house, "restore", str(file), "--replace")
        assert refused.returncode == BAD_USAGE
        assert "Stop it first" in refused.stderr
        worker.send_signal(signal.SIGTERM)
        worker.wait(10)
    assert _nearer(house, "restore", str(file), "--replace").returncode == 0


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"NEARER_SMTP_URL": ""}, "There is no mail server"),
        ({"NEARER_SMTP_URL": "mail"}, "has to look like"),
        ({"NEARER_SMTP_FROM": "nobody"}, "NEARER_SMTP_FROM"),
    ],
)
def test_without_a_mail_server_it_says_so_and_ends(tmp_path, office, more, says):
    house = House(tmp_path, office)
    house.puts(0)
    house.more = more
    for words in (("work",), ("work", "--once")):
        done = _nearer(house, *words)
        assert done.returncode == BAD_USAGE
        assert says in done.stderr
        assert done.stderr.count("\n") == 1
    checked = _nearer(house, "check").stdout
    assert (says in checked) == bool(house.environment["NEARER_SMTP_URL"])


def test_before_there_is_a_database_it_is_said_in_a_sentence(tmp_path, office):
    done = _nearer(House(tmp_path, office), "work", "--once")
    assert done.returncode == BAD_DATA
    assert "Traceback" not in done.stderr


def _nearer(house: House, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nearer", *words],
        env=house.environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def _until(true, patience: float = 40) -> None:
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
