"""With PostgreSQL a signal goes through the database, and every process hears it."""

import time

import pytest
from django.db import connection, transaction

from nearer.live.app import Live
from nearer.live.hub import Hub
from nearer.live.postgres import CHANNEL
from nearer.live.tests.conftest import open_house, soon

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has one process, which tells itself."
)


@pytest.fixture
def other_house(transactional_db):
    """A second process, as far as streams can tell: it has a hub and a line of its own."""
    with open_house(Live(Hub())) as opened:
        yield opened


def test_two_phones_at_two_processes_hear_the_same(house, other_house, anna, trial):
    thing = trial.begin(anna)
    phones = [house.listens(anna, thing), other_house.listens(anna, thing)]
    assert [phone.says()["version"] for phone in phones] == [1, 1]
    assert soon(lambda: _listening() == 2)
    thing.turns(2)
    assert [phone.says()["version"] for phone in phones] == [2, 2]


def test_what_is_rolled_back_is_told_nowhere(house, other_house, anna, trial):
    thing = trial.begin(anna)
    phone = other_house.listens(anna, thing)
    phone.says()
    assert soon(lambda: _listening() >= 1)
    with transaction.atomic():
        thing.turns(2)
        transaction.set_rollback(True)
    thing.turns(3)
    assert phone.says()["version"] == 3


def test_a_line_that_broke_is_made_good_once_it_is_back(house, anna, trial):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    assert soon(lambda: _listening() == 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity" + LISTENS)
        assert soon(lambda: _listening() == 0)
    thing.turns(2)  # nobody hears this
    assert phone.says()["version"] == 2
    assert soon(lambda: _listening() == 1)
    thing.turns(3)
    assert phone.says()["version"] == 3


def test_a_line_that_is_no_signal_is_passed_over(house, anna, trial):
    thing = trial.begin(anna)
    phone = house.listens(anna, thing)
    phone.says()
    assert soon(lambda: _listening() == 1)
    time.sleep(0.1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, 'made up')", [CHANNEL])
    thing.turns(2)
    assert phone.says()["version"] == 2


LISTENS = f" WHERE query = 'LISTEN {CHANNEL}' AND datname = current_database()"


def _listening() -> int:
    """How many lines to the database wait for signals now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity" + LISTENS)
        return cursor.fetchone()[0]
