"""`nearer demo` as somebody at a terminal starts it, over real sockets."""

import http.cookiejar
import re
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from nearer.demo.published import WORDS
from nearer.demo.tests.conftest import environment

ROOT = Path(__file__).parents[3]


class Phone:
    def __init__(self, origin: str) -> None:
        self.origin = origin
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> str:
        with self.opener.open(self.origin + path, timeout=30) as reply:
            return reply.read().decode()

    def post(self, path: str, **data: str) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(data.pop("on")))[1]
        body = urllib.parse.urlencode({**data, "csrfmiddlewaretoken": token}).encode()
        asked = urllib.request.Request(self.origin + path, body, {"Origin": self.origin})
        with self.opener.open(asked, timeout=60) as reply:
            return reply.read().decode()


@pytest.mark.slow
def test_it_shows_both_phones_and_forgets_at_will_and_writes_nowhere_else(port, tmp_path):
    robin, sam = Phone(f"http://localhost:{port}"), Phone(f"http://127.0.0.1:{port}")
    assert "Robin" in robin.post("/demo/first/", on="/demo/")
    assert "Sam" in sam.post("/demo/second/", on="/demo/")
    line = "You typed this into a demonstration."
    kind = "/conversation/appreciations/"
    robin.post(kind, on=kind, text=line)
    assert line in sam.get(kind)

    assert "as it was at the beginning" in robin.post("/demo/again/", on="/demo/")
    assert "Robin" in robin.post("/demo/first/", on="/demo/")
    assert line not in robin.get(kind)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["data-demo", "home"]
    assert not list((tmp_path / "home").iterdir())
    assert {path.name.partition("-")[0] for path in (tmp_path / "data-demo").iterdir()} <= {
        *("demonstration", "key", "nearer.sqlite3", "running", "static"),
    }


def test_a_folder_that_holds_something_else_is_refused_in_one_sentence(tmp_path):
    there = tmp_path / "data-demo"
    there.mkdir()
    (there / "nearer.sqlite3").write_text("somebody's")
    command = [sys.executable, "-P", "-m", "nearer", "demo", "--port", "0"]
    done = subprocess.run(
        command,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "stays as it is" in done.stderr
    assert done.stderr.count("\n") == 1
    assert (there / "nearer.sqlite3").read_text() == "somebody's"


def test_the_words_are_printed_in_the_documentation():
    page = (ROOT / "docs/demo.md").read_text("utf-8")
    assert all(words in page for words in WORDS.values())
