"""What the text of a rule means, and which texts are refused."""

import pytest

from nearer.calendars.recurrence import Freq, Rule, Unreadable, parse
from nearer.calendars.recurrence.rule import LONGEST


def test_every_part_of_the_grammar_is_read():
    assert parse(
        "FREQ=YEARLY;INTERVAL=2;COUNT=9;WKST=SU;BYMONTH=3,1;BYWEEKNO=-1,20;BYYEARDAY=-366,1;"
        "BYMONTHDAY=31,-1;BYHOUR=23,0;BYMINUTE=59;BYSECOND=0;BYSETPOS=-1"
    ) == Rule(
        Freq.YEARLY,
        interval=2,
        count=9,
        week_start=6,
        month=(1, 3),
        week=(-1, 20),
        year_day=(-366, 1),
        month_day=(-1, 31),
        hour=(0, 23),
        minute=(59,),
        second=(0,),
        place=(-1,),
    )


def test_weekdays_may_say_which_one():
    assert parse("FREQ=MONTHLY;BYDAY=+2MO,-1FR,SU").day == ((-1, 4), (0, 6), (2, 0))


@pytest.mark.parametrize(
    "text",
    ["freq=weekly;byday=mo,we", "FREQ=WEEKLY; BYDAY=MO, WE", ";FREQ=WEEKLY;;BYDAY=WE,MO,WE;"],
)
def test_case_spaces_repeated_values_and_empty_parts_do_not_matter(text):
    assert parse(text) == Rule(Freq.WEEKLY, day=((0, 0), (0, 2)))


def test_until_is_kept_as_written_for_whoever_knows_its_zone():
    assert parse("FREQ=DAILY;UNTIL=20261231").until == "20261231"
    assert parse("FREQ=DAILY;UNTIL=20261231t230000z").until == "20261231T230000Z"


def test_a_leap_second_is_the_one_before_it():
    assert parse("FREQ=DAILY;BYSECOND=60,58").second == (58, 59)


@pytest.mark.parametrize("freq", ["DAILY", "WEEKLY", "HOURLY", "YEARLY;BYWEEKNO=1"])
def test_the_second_monday_of_a_week_is_each_monday_rather_than_none(freq):
    assert parse(f"FREQ={freq};BYDAY=2MO,-1MO").day == ((0, 0),)


def test_a_rule_of_dates_has_no_times():
    rule = parse("FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0,30;BYSECOND=1").of_dates()
    assert rule == Rule(Freq.DAILY)


REFUSED = {
    "BAD_RULE": [
        *("", "FREQ", "FREQ=", "FREQ=FORTNIGHTLY", "INTERVAL=2", "FREQ=DAILY;FREQ=DAILY"),
        *("FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=1.5"),
        *("FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=", "FREQ=DAILY;COUNT=1e9"),
        "FREQ=DAILY;COUNT=99999999999999999999",
        *("FREQ=DAILY;UNTIL=tomorrow", "FREQ=DAILY;UNTIL=2026-12-31", "FREQ=DAILY;WKST=XX"),
        *("FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYMONTH=0", "FREQ=YEARLY;BYMONTH=-1"),
        *("FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=YEARLY;BYMONTH=5L"),
        *("FREQ=YEARLY;BYYEARDAY=367", "FREQ=YEARLY;BYWEEKNO=54", "FREQ=YEARLY;BYSETPOS=0"),
        *("FREQ=MONTHLY;BYDAY=0MO", "FREQ=MONTHLY;BYDAY=54MO", "FREQ=MONTHLY;BYDAY=XX"),
        *("FREQ=DAILY;BYHOUR=24", "FREQ=DAILY;BYMINUTE=60", "FREQ=DAILY;BYSECOND=61"),
        *("FREQ=DAILY;BYHOUR=-1", "FREQ=DAILY;BYHOUR=9,,17", "FREQ=DAILY;BYHOUR=٩"),
        *("FREQ=MONTHLY;BYWEEKNO=20", "FREQ=DAILY;BYYEARDAY=100", "FREQ=WEEKLY;BYMONTHDAY=1"),
        *("RSCALE=CHINESE;FREQ=YEARLY", "FREQ=MONTHLY;SKIP=FORWARD", "FREQ=DAILY;X-MINE=1"),
    ],
    "TOO_OFTEN": ["FREQ=MINUTELY", "FREQ=SECONDLY;COUNT=1", "freq=secondly;interval=86400"],
    "TOO_DENSE": [
        "FREQ=DAILY;BYHOUR="
        + ",".join(map(str, range(24)))
        + ";BYMINUTE=0,1,2,3,4,5,6,7,8,9,10,11,12",
        "FREQ=HOURLY;BYMINUTE=" + ",".join(map(str, range(60))),
        "FREQ=DAILY;BYMINUTE=" + "0," * LONGEST + "0",
    ],
}


@pytest.mark.parametrize(
    ("why", "text"), [(why, text) for why, texts in REFUSED.items() for text in texts]
)
def test_what_has_no_meaning_is_refused_with_a_reason_and_without_its_words(why, text):
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert refused.value.why.name == why
    assert str(refused.value) == why
