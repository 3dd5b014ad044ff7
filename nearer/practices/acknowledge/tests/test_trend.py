"""How it has been going, on the page of whoever it is about."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nearer.journal import actions as journal
from nearer.journal.selectors import read
from nearer.practices.acknowledge import subjects
from nearer.practices.acknowledge.entries import Fit, Mine
from nearer.practices.acknowledge.rules.pulse import week_of
from tests.presence import present_of

TREND = "/acknowledge/trend/"
FIT = "/acknowledge/trend/fit/"
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
STEADY = [6] * 20
DROP = [7] * 16 + [4] * 16
LOW = [2] * 20
KIB = 1024


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(NOW, tick=False):
        yield


def shown(someone, path=TREND):
    return unescape(someone.page(path))


def heading(page):
    return re.search(r"<h1>(.*?)</h1>", page)[1]


def rows(page):
    return re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)[1].count("<tr>")


def answers(someone, fits, **other):
    page = someone.page(TREND)
    about = dict(re.findall(r'name="(about|since)" value="([^"]*)"', page))
    return someone.post(FIT, {**about, "fits": fits, **other})


def fits(someone):
    present = present_of(someone)
    return [e.payload.fits for e in read(present.vault, present.couple, kinds=[Fit.kind]).own(Fit)]


def test_without_a_pulse_there_is_one_thing_to_do(alice):
    page = shown(alice)
    assert "No week is here yet." in page
    assert 'class="btn" href="/acknowledge/pulse/"' in page
    assert '<svg class="weeks' not in page


@pytest.mark.parametrize(
    ("levels", "title"),
    [
        pytest.param([6] * 3, "Not enough to tell yet.", id="three weeks"),
        pytest.param([6] * 8, "Not enough to tell yet.", id="eight weeks"),
        pytest.param(STEADY, "Steady.", id="twenty weeks"),
        pytest.param(
            [6] * 12 + [None] * 6 + [6], "Not enough to tell yet.", id="only now and then"
        ),
        pytest.param(DROP, "Lower than your usual, for some weeks now.", id="a drop that stays"),
        pytest.param(LOW, "It has been low for a long while.", id="low from the beginning"),
    ],
)
def test_it_says_in_words_how_it_has_been_going(alice, kept_weeks, levels, title):
    kept_weeks(alice, levels)
    page = shown(alice)
    assert heading(page) == title
    said = re.search(r"<h1>.*?(?=<svg)", page, re.DOTALL)[0]
    assert not re.search(r">[^<]*\d+[^<]*<", said), "no lone number before the drawing"


def test_the_drawing_has_a_table_beside_it_and_gaps_are_gaps(alice, kept_weeks):
    kept_weeks(alice, [6, 6, None, 6])
    page = shown(alice)
    line = re.search(r'class="level" d="([^"]*)"', page)[1]
    assert line.count("M") == 2
    assert re.search(r'class="dots" d="([^"]*)"', page)[1].count("M") == 3
    assert rows(page) == 4
    assert "<td>–</td><td>–</td>" in page
    assert "stands in the table below" in page


def test_it_shows_half_a_year_and_all_of_it_on_request(alice, kept_weeks):
    kept_weeks(alice, [6] * 60)
    assert rows(shown(alice)) == 26
    assert "All weeks" in shown(alice)
    assert rows(shown(alice, f"{TREND}?all")) == 60


def test_tension_is_shown_for_itself(alice, kept_weeks):
    kept_weeks(alice, STEADY)
    page = shown(alice)
    assert "What was left hanging" in page
    assert page.split("Left hanging</th>")[1].count("<tr>") == 8


def test_it_asks_whether_it_fits_and_changes_the_wording_only(alice, kept_weeks):
    kept_weeks(alice, DROP)
    before = shown(alice)
    assert "Does this fit?" in before
    answers(alice, "no")
    after = shown(alice)
    assert "You said that this does not really fit." in after
    assert "Does this fit?" not in after
    assert heading(after) == heading(before)
    drawn = re.compile(r"<svg class=\"weeks.*?</svg>", re.DOTALL)
    assert drawn.findall(after) == drawn.findall(before)
    assert fits(alice) == [False]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param({"fits": "maybe"}, id="no answer"),
        pytest.param({"about": "steady"}, id="about something else"),
        pytest.param({"since": "2020-W01"}, id="about another time"),
        pytest.param({"since": "x" * 5000}, id="garbage"),
    ],
)
def test_an_answer_to_nothing_that_is_said_is_not_kept(alice, kept_weeks, bad):
    kept_weeks(alice, DROP)
    assert answers(alice, **({"fits": "yes"} | bad)).status_code == 302
    assert fits(alice) == []


def test_a_steady_line_takes_no_answer(alice, kept_weeks):
    kept_weeks(alice, STEADY)
    assert "Does this fit?" not in shown(alice)
    assert answers(alice, "yes", about="steady", since="2026-W40").status_code == 302
    assert fits(alice) == []


def test_after_ten_years_it_asks_no_more_of_the_database_and_weighs_no_more(
    alice, charlie, kept_weeks
):
    counted = []
    for someone, weeks in ((alice, 2), (charlie, 26)):
        kept_weeks(someone, [6] * weeks)
        with CaptureQueriesContext(connection) as queries:
            page = someone.get(TREND).content
        counted.append(len(queries))
        assert len(page) <= 15 * KIB
    assert len(set(counted)) == 1
    long_ago(charlie)
    with CaptureQueriesContext(connection) as queries:
        page = charlie.get(TREND).content
    assert len(queries) == counted[0]
    assert len(page) <= 15 * KIB
    assert b"All weeks" in page


def long_ago(someone, weeks=520):
    """Ten years at once: the summary as it would have been folded."""
    present = present_of(someone)
    days = (present.day - timedelta(weeks=n) for n in range(weeks, 0, -1))
    mine = Mine(weeks={week_of(day): 50.0 + day.day % 13 for day in days})
    journal.write(present.pen, mine, subject=subjects.mine(present.vault))
