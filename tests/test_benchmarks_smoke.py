"""Every benchmark runs, pages are as light as they claim, and each asks the database just
what is written here. Seconds are never asserted: they belong to a machine, not to a test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import newcomer, round_of

ROOT = Path(__file__).parent.parent
ABOUT_TIME = (
    *("page", "history", "story", "memory", "unlock", "start", "trend", "coach", "calendars"),
    *("live",),
)
NO_MATTER_OF_TIME = {"plan", "calendars right"}


def claims(name: str, *more: str) -> list[dict]:
    """What a benchmark says of itself when it runs in little."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", "--smoke", *more],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith(("NEARER_", "DJANGO_"))},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ABOUT_TIME)
def test_every_benchmark_runs(name):
    found = claims(name)
    assert found
    assert all({"claim", "holds"} <= claim.keys() for claim in found)
    # Which index serves a page, and when somebody is busy.
    assert all(claim["holds"] for claim in found if claim["claim"] in NO_MATTER_OF_TIME)


@pytest.mark.slow
@pytest.mark.postgres
def test_a_restart_of_one_process_after_the_other_loses_no_sitting():
    """Two on one PostgreSQL: what is told in a third reaches phones at both."""
    (found,) = claims("live", "--postgres")
    assert found["lost"] == 0
    assert found["events"] > found["turns"]


def test_every_benchmark_is_known_to_this_test():
    scripts = {
        file.stem for file in (ROOT / "benchmarks").glob("*.py") if "def main" in _text(file)
    }
    assert scripts == {*ABOUT_TIME, "weight"}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_first_visit_weighs_60_kb_and_a_later_one_15():
    found = claims("weight")
    assert len(found) == 6
    assert not [claim for claim in found if not claim["holds"]]


def asked(someone, path: str) -> list[str]:
    """The tables a page asks for. The first visit may give what is due; the second counts."""
    assert someone.get(path).status_code == 200
    with CaptureQueriesContext(connection) as statements:
        assert someone.get(path).status_code == 200
    return [statement["sql"].split(' FROM "', 1)[1].split('"', 1)[0] for statement in statements]


WHO = ["accounts_session", "accounts_person"]  # whose session it is, and who is in the couple


@pytest.mark.parametrize("path", ["/", "/help/", "/promise/", "/conversation/begin/"])
def test_somebody_new_asks_the_database_for_nothing(db, path):
    assert asked(newcomer(), path) == []


@pytest.mark.parametrize(
    ("path", "tables"),
    [
        # The entries of all practices at once, and where the rounds stand that still wait.
        ("/", ["journal_entry", "journal_entry"]),
        ("/conversation/", ["journal_entry", "journal_entry"]),
        ("/practices/", []),
    ],
)
def test_a_page_of_two_asks_for_who_is_there_and_once_for_what_it_shows(couple, path, tables):
    alice, _bob = couple
    assert asked(alice, path) == WHO + tables


def test_a_page_asks_no_more_when_there_is_more_to_show(couple):
    alice, bob = couple
    before = asked(alice, "/"), asked(alice, "/conversation/")
    where = round_of(alice)
    bob.post(f"{where}open/")
    bob.post(f"{where}reply/", {"text": "Thank you for telling me"})
    after = asked(alice, "/"), asked(alice, "/conversation/")
    # Nothing waits any more, so not even where the rounds stand is asked.
    assert [len(tables) for tables in after] == [len(tables) - 1 for tables in before]


def test_a_round_asks_for_its_entries_where_it_stands_and_what_was_being_typed(couple):
    alice, _bob = couple
    assert asked(alice, round_of(alice)) == [*WHO, *["journal_entry"] * 4]


def test_the_journal_asks_which_years_there_are_and_for_one_of_them(couple):
    alice, _bob = couple
    assert asked(alice, "/conversation/journal/") == [*WHO, *["journal_entry"] * 2]
