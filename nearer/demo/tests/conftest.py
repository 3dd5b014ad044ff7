"""The two of the demonstration, in the tests' own database."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from conftest import Someone
from nearer.demo.folder import MARK
from nearer.demo.playing import play
from nearer.demo.published import WORDS
from nearer.demo.story import Story, read

ROOT = Path(__file__).parents[3]
LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 5, 7, 18, 0, tzinfo=UTC)


@dataclass
class Both:
    first: Someone
    second: Someone


def short(name: str = "short.toml") -> Story:
    return read(Path(__file__).with_name(name).read_text("utf-8"))


def comes_in(who: str, name: str) -> Someone:
    """Through the door, with the words that everybody knows."""
    someone = Someone(name, Client(HTTP_HOST="localhost"), WORDS[who])
    reply = someone.post("/in/", {"name": name, "words": WORDS[who]})
    assert reply.status_code == 302, reply.content.decode()
    return someone


def lived(story: Story, *, now: datetime = NOW, years: int = 0) -> Both:
    play(story, now=now, zone=LISBON, years=years)
    return Both(comes_in("first", "Robin"), comes_in("second", "Sam"))


def texts(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def demo(settings, tmp_path):
    """The settings as they are in a demonstration's folder."""
    import nearer.urls  # noqa: F401 - while this is none yet: it is read once for all tests

    (tmp_path / MARK).write_text(json.dumps({"years": 0, "seconds": 2.4}))
    settings.DATA_DIR = tmp_path
    settings.DEMO = True
    settings.PUBLISHED_WORDS = frozenset()
    settings.ROOT_URLCONF = "nearer.demo.tests.urls"
    return tmp_path


def environment(tmp_path):
    known = {name: value for name, value in os.environ.items() if not name.startswith("NEARER_")}
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    return {**known, "PYTHONPATH": path, "HOME": str(home), "NEARER_DATA": str(tmp_path / "data")}


@pytest.fixture
def port(tmp_path):
    command = [sys.executable, "-P", "-m", "nearer", "demo", "--port", "0"]
    with subprocess.Popen(
        command, env=environment(tmp_path), stdout=subprocess.PIPE, text=True, cwd=tmp_path
    ) as server:
        try:
            said = ""
            while not (found := re.search(r"http://localhost:(\d+)/demo/", said)):
                line = server.stdout.readline()
                assert line, said
                said += line
            yield int(found[1])
        finally:
            server.kill()
