"""So far: by year, newest first, each with what they may see, a page at a time."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from conftest import round_of
from nearer.journey import timeline as timelines
from nearer.journey.offers import Moment
from nearer.journey.timeline import SHOWN, timeline
from nearer.practices import Practice
from tests.presence import present_of


class Diary(Practice):
    """A practice with as many moments as a test wants, in some years."""

    default = False
    slug, kinds = "diary", ("conversation.answer",)

    def __init__(self, *moments: Moment) -> None:
        self._moments, self.asked = moments, 0

    def moments(self, present, *, year):
        for moment in self._moments:
            if moment.day.year == year:
                self.asked += 1
                yield moment


@pytest.fixture
def diaries(monkeypatch):
    def use(*practices, years=(2026,)):
        monkeypatch.setattr(timelines, "registered", lambda: list(practices))
        monkeypatch.setattr(timelines, "years", lambda *_, kinds: list(years))

    return use


def daily(last: date, count: int, word: str) -> list[Moment]:
    return [Moment(last - timedelta(days=n), f"{word} {n}") for n in range(count)]


def shown(page) -> list[Moment]:
    return [moment for month in page.months for moment in month.moments]


def test_all_practices_stand_in_one_line_newest_first(alice, diaries):
    diaries(Diary(*daily(date(2026, 11, 25), 5, "a")), Diary(*daily(date(2026, 11, 24), 5, "b")))
    days = [moment.day for moment in shown(timeline(present_of(alice), year=None))]
    assert days == sorted(days, reverse=True)
    assert len(days) == 10


def test_ten_years_are_read_a_hundred_lines_at_a_time_and_nothing_comes_twice(alice, diaries):
    diary = Diary(*daily(date(2026, 12, 31), 3650, "day"))
    diaries(diary, years=range(2026, 2016, -1))
    here, seen = present_of(alice), []
    for year in range(2026, 2016, -1):
        start: int | None = 0
        while start is not None:
            page = timeline(here, year=year, start=start)
            assert len(shown(page)) <= SHOWN
            seen += [moment.title for moment in shown(page)]
            start = page.next_start
    assert seen == [f"day {n}" for n in range(3650)]


def test_a_page_asks_for_no_more_than_it_shows(alice, diaries):
    diary = Diary(*daily(date(2026, 12, 31), 3650, "day"))
    diaries(diary, years=range(2026, 2016, -1))
    timeline(present_of(alice), year=2026)
    assert diary.asked == SHOWN + 1


def test_a_month_stands_over_its_moments(alice, diaries):
    diaries(Diary(*daily(date(2026, 11, 2), 4, "a")))
    page = timeline(present_of(alice), year=2026)
    assert [(m.name, len(m.moments)) for m in page.months] == [("November", 2), ("October", 2)]


@pytest.mark.parametrize("asked", ["1999", "-1", "abc", "9" * 40, "٢٠٢٦", ""])
def test_a_year_that_is_none_shows_the_newest(alice, diaries, asked):
    diaries(Diary(*daily(date(2026, 11, 2), 4, "a")))
    for path in (f"/journey/?year={asked}", f"/journey/?start={asked}"):
        assert alice.get(path).status_code == 200


def test_a_start_beyond_the_end_is_an_empty_page(alice, diaries):
    diaries(Diary(*daily(date(2026, 11, 2), 4, "a")))
    assert shown(timeline(present_of(alice), year=2026, start=500)) == []


# --- Through the pages -----------------------------------------------------------------


def test_before_anything_was_done_it_says_where_to_begin(alice):
    page = unescape(alice.page("/journey/"))
    assert "This is where it begins." in page
    assert not re.search(r"\b0\b[^.%\"]", re.sub(r"<[^>]+>", "", page))


def test_what_was_opened_stands_there_for_both_and_the_first_is_called_so(couple, charlie):
    alice, bob = couple
    where = round_of(alice)
    bob.post(f"{where}open/")
    for someone in couple:
        page = unescape(someone.page("/journey/"))
        assert where in page
        assert "The first question" in page
        assert "Only you see this." not in page
    assert where not in charlie.page("/journey/")


def test_what_is_mine_alone_says_so_and_is_nowhere_on_the_others(couple):
    alice, bob = couple
    before = plain(bob.page("/journey/"))
    alice.post("/conversation/question/plant-it/", {"text": "Tomatoes"})
    page = unescape(alice.page("/journey/"))
    assert "/conversation/question/plant-it/" in page
    assert "Only you see this." in page
    assert plain(bob.page("/journey/")) == before


def test_no_words_of_an_answer_stand_on_it(alice):
    alice.post("/conversation/question/plant-it/", {"text": "Tomatoes"})
    assert "Tomatoes" not in alice.page("/journey/")


def test_it_is_one_of_four_places(alice):
    page = alice.page("/journey/")
    nav = re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL)[0]
    assert re.findall(r'href="([^"]+)"', nav) == ["/", "/practices/", "/journey/", "/you/"]
    assert nav.count("aria-current") == 1


def plain(page):
    page = re.sub(r'"X-CSRFToken": "\w+"', "", page)
    return re.sub(r'data-(lock-at|now)="[^"]*"', "", page)
