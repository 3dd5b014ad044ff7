"""What was acknowledged is there: after `kill -9`, and, as far as counting can show, after a
power cut.

A killed process proves little by itself, because the operating system still has what the
process had written. So the waits for the disk are counted as well.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests.postgres import running_postgres

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
WRITES = 40
NO_STRACE = "strace is not installed here, so the waits for the disk are not counted."
BAD_DATA = 65


def _environment(folder: Path, url: str = "", **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    ours = {"NEARER_DATA": str(folder), "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    return {**kept, **ours, **more}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def _served(folder: Path, url: str = "", before: tuple[str, ...] = ()):
    port = _free_port()
    server = subprocess.Popen(
        [*before, sys.executable, "-m", "nearer", "serve", "--port", str(port)],
        cwd=ROOT,
        env=_environment(folder, url),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        _wait_for(server, port)
        yield server, f"http://127.0.0.1:{port}"
    finally:
        with suppress(ProcessLookupError):
            server.kill()
        server.wait(20)
        server.stderr.close()


def _wait_for(server, port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, server.stderr.read().decode()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    pytest.fail("the server did not start")


class Phone:
    """A browser without a screen: cookies, forms and their tokens."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(self.jar)
        self.token = ""

    def get(self, path: str) -> str:
        page = self.opener.open(self.address + path, timeout=30).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        self.token = found[1] if found else self.token
        return page

    def post(self, path: str, **fields: str) -> str:
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode()
        asked = urllib.request.Request(self.address + path, data, {"Origin": self.address})
        return self.opener.open(asked, timeout=30).read().decode()

    def takes_words(self) -> str:
        made = re.search(r'name="made" value="([^"]+)"', self.get("/words/"))[1]
        self.post("/words/", name="Alice", made=made, own="", kept="on")
        return made.rsplit(":", 1)[0]


def _questions() -> list[str]:
    from nearer.practices.conversation import content

    return [question.id for question in content.bank() if question.alone]


def _writes(phone: Phone, questions: list[str], acknowledged: list[str]) -> None:
    """One answer after the other, until the server is gone."""
    with suppress(OSError):
        for question in questions:
            text = f"kept {question} kept"
            phone.post(f"/conversation/question/{question}/", text=text)
            acknowledged.append(text)


def _nothing_acknowledged_is_lost(folder: Path, url: str = "") -> None:
    acknowledged: list[str] = []
    with _served(folder, url) as (server, address):
        phone = Phone(address)
        words = phone.takes_words()
        phone.get("/you/")
        writer = threading.Thread(target=_writes, args=(phone, _questions()[:49], acknowledged))
        writer.start()
        while len(acknowledged) < WRITES and writer.is_alive():
            time.sleep(0.002)
        server.send_signal(signal.SIGKILL)
        writer.join(30)
    assert len(acknowledged) >= WRITES
    with _served(folder, url) as (_, address):
        again = Phone(address)
        again.get("/in/")
        again.post("/in/", name="Alice", words=words)
        journal = again.get("/conversation/journal/")
    assert [text for text in acknowledged if text not in journal] == []


def test_a_killed_server_loses_nothing_it_acknowledged(tmp_path):
    _nothing_acknowledged_is_lost(tmp_path)


@pytest.mark.postgres
def test_a_killed_server_loses_nothing_on_postgresql(tmp_path):
    with running_postgres() as url:
        _nothing_acknowledged_is_lost(tmp_path, url)


# --- waits for the disk -----------------------------------------------------------------------


def _need_strace() -> None:
    if shutil.which("strace"):
        return
    if os.environ.get("NEARER_REQUIRE_ALL"):
        pytest.fail(NO_STRACE)
    pytest.skip(NO_STRACE)


def _syncs(traced: Path) -> int:
    return len(re.findall(r"\b(?:fdatasync|fsync)\(", traced.read_text()))


def test_every_acknowledged_write_waited_for_the_disk(tmp_path):
    _need_strace()
    traced = tmp_path / "traced"
    strace = ("strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-o", str(traced))
    with _served(tmp_path / "data", before=strace) as (_, address):
        phone = Phone(address)
        phone.takes_words()
        phone.get("/you/")
        before, acknowledged = _syncs(traced), []
        _writes(phone, _questions()[:20], acknowledged)
        assert len(acknowledged) == 20
        assert _syncs(traced) - before >= 20
        _end_traced(traced)


def _end_traced(traced: Path) -> None:
    """strace lets its program go on when it is killed, so the program is ended first."""
    first = traced.read_text().split(maxsplit=1)[0]
    with suppress(ProcessLookupError):
        os.kill(int(first), signal.SIGKILL)


COMMITS = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection, transaction
from nearer.couples.models import Couple
call_command("migrate", verbosity=0)
with connection.cursor() as cursor:
    cursor.execute("PRAGMA synchronous = {how}")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
open(r"{marker}", "w").close()
for _ in range(40):
    with transaction.atomic():
        Couple.objects.create()
"""


@pytest.mark.parametrize(("how", "enough"), [("FULL", True), ("NORMAL", False)])
def test_counting_tells_full_from_normal(tmp_path, how, enough):
    _need_strace()
    traced, marker = tmp_path / "traced", tmp_path / "marker"
    strace = ["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync,openat", "-o", str(traced)]
    subprocess.run(
        [*strace, sys.executable, "-c", COMMITS.format(how=how, marker=marker)],
        cwd=ROOT,
        env=_environment(tmp_path / "data", DJANGO_SETTINGS_MODULE="nearer.settings"),
        check=True,
        timeout=60,
    )
    after = traced.read_text().partition(str(marker))[2]
    counted = len(re.findall(r"\b(?:fdatasync|fsync)\(", after))
    assert (counted >= 40) is enough, counted


PRAGMAS = """
import json, threading
import django; django.setup()
from django.db import connection
found = []
def ask():
    with connection.cursor() as cursor:
        for name in ("synchronous", "journal_mode", "secure_delete", "temp_store"):
            cursor.execute(f"PRAGMA {name}")
            found.append((name, cursor.fetchone()[0]))
    connection.close()
for _ in range(2):
    ask()
    thread = threading.Thread(target=ask); thread.start(); thread.join()
print(json.dumps(found))
"""


def test_every_connection_waits_for_the_disk_and_overwrites_what_it_deletes(tmp_path):
    """Needs no strace, so it holds everywhere."""
    done = subprocess.run(
        [sys.executable, "-c", PRAGMAS],
        cwd=ROOT,
        env=_environment(tmp_path, DJANGO_SETTINGS_MODULE="nearer.settings"),
        check=True,
        capture_output=True,
        timeout=60,
    )
    found = {tuple(pair) for pair in json.loads(done.stdout)}
    assert found == {
        ("synchronous", 2), ("journal_mode", "wal"), ("secure_delete", 1), ("temp_store", 2),
    }  # fmt: skip


# --- starting ---------------------------------------------------------------------------------


def _tries_to_serve(folder: Path, plant: str, url: str = "") -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "nearer", "serve", "--port", str(_free_port())],
        cwd=ROOT,
        env=_environment(
            folder, url, DJANGO_SETTINGS_MODULE="tests.planted_breaks.settings", PLANT=plant
        ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("plant", "says"),
    [
        ("synchronous=NORMAL", "synchronous is 1"),
        ("synchronous=OFF", "synchronous is 0"),
        ("secure_delete=OFF", "secure_delete is 0"),
    ],
)
def test_it_does_not_start_on_a_database_that_may_lose_or_keep_too_much(tmp_path, plant, says):
    done = _tries_to_serve(tmp_path, plant)
    assert done.returncode == BAD_DATA
    assert says in done.stderr


@pytest.mark.postgres
def test_it_does_not_start_on_postgresql_that_commits_later(tmp_path):
    with running_postgres() as url:
        done = _tries_to_serve(tmp_path, "synchronous_commit=off", url)
    assert done.returncode == BAD_DATA
    assert "synchronous_commit is off" in done.stderr
