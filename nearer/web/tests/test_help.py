import re
import tomllib
from datetime import date

import pytest

from nearer.web.help import FILE, WHOM, Country, Line, load


def test_help_is_the_same_bytes_for_everybody(house):
    stranger = house.get("/help/")
    house.cookies["nearer"] = "a.b.c"
    house.cookies["look"] = "dark.plain"
    known = house.get("/help/", headers={"accept-language": "de", "user-agent": "another"})
    assert known.content == stranger.content


def test_help_sets_no_cookie_and_may_not_send_anything(house):
    page = house.get("/help/")
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "connect-src 'none'" in page["Content-Security-Policy"]
    assert "form-action 'none'" in page["Content-Security-Policy"]


def test_help_holds_no_form_no_token_and_no_navigation(house):
    words = house.get("/help/").text
    assert "<form" not in words
    assert "csrf" not in words.lower()
    assert "<nav" not in words
    assert "htmx-2" not in words


def test_help_can_be_kept_but_is_asked_for_again(house):
    assert house.get("/help/")["Cache-Control"] == "private, no-cache"


def test_help_says_what_it_cannot_do(house):
    words = house.get("/help/").text
    assert "Whoever runs this server may see that this page was opened" in words
    assert "Nearer cannot keep you safe" in words
    assert "does not erase the history" in words


def test_every_line_can_be_called_and_names_where_it_came_from():
    for country in load().countries:
        assert country.emergency.isdigit()
        assert country.lines, country.id
        for line in country.lines:
            assert line.name, country.id
            assert line.source, line.name
            assert re.fullmatch(r"[+*]?\d{2,}", line.tel), line.name


def test_no_line_claims_a_check_that_nobody_made(house):
    words = house.get("/help/").text
    unchecked = sum(
        line.verified_on is None for country in load().countries for line in country.lines
    )
    assert words.count("Not yet checked by us") == unchecked


def test_a_check_holds_for_half_a_year():
    line = Line("crisis", "A line", "its own page", "116 123", verified_on=date(2027, 1, 1))
    assert line.look_again_on == date(2027, 6, 30)


def test_countries_stand_in_order_and_once():
    names = [country.name for country in load().countries]
    assert names == sorted(names)
    assert len({country.id for country in load().countries}) == len(names)


def test_an_unknown_purpose_is_refused():
    with pytest.raises(AssertionError):
        Country("xx", "Nowhere", "112", (Line("nobody", "A line", "a page", "1"),))


def test_every_purpose_is_used():
    raw = tomllib.loads(FILE.read_text())
    used = {line["whom"] for country in raw["country"] for line in country["line"]}
    assert used == WHOM.keys()
