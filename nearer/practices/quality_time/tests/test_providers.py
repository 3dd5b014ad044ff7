"""Help for finding one's calendar, and what it is held against."""

from dataclasses import replace

import pytest

from nearer.fetching.address import parse
from nearer.practices.quality_time import content
from nearer.practices.quality_time.checks import providers


def test_the_help_is_as_it_should_be():
    assert list(providers.problems(content.places())) == []


def test_those_that_most_people_have_are_there():
    named = {"google", "icloud", "outlook", "nextcloud", "fastmail", "proton", "file"}
    assert named <= set(content.places())


def test_every_address_that_is_to_be_typed_can_be_fetched():
    steps = [step for place in content.places().values() for step in place.steps]
    typed = [word for step in steps for word in step.split() if "://" in word]
    assert len(typed) == 2
    for word in typed:
        assert parse(word).scheme == "https"


@pytest.mark.parametrize(
    "bad",
    [
        {"way": "pigeon"},
        {"steps": ("One.", "Two.")},
        {"steps": ("One.",) * 7},
        {"steps": ("One.", "Two.", "Three!")},
        {"steps": ("One.", "Two.", "word " * 21)},
        {"note": "It is always like this."},
        {"note": f"{providers.HONEST} {'word ' * 40}"},
        {"about": ""},
        {"id": "Google Calendar"},
    ],
)
def test_a_bad_one_is_found(bad):
    places = content.places()
    worse = {**places, "google": replace(places["google"], **bad)}
    assert len(list(providers.problems(worse))) == 1


def test_a_way_that_nobody_offers_is_missed():
    places = {key: it for key, it in content.places().items() if it.way != "file"}
    assert list(providers.problems(places)) == ["No calendar can be had by file."]
