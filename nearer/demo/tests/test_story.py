"""The story is read as it stands, and names nothing that is not there."""

import calendar
import re
from dataclasses import fields
from importlib.resources import files

import pytest

from nearer.demo.playing import PLAYS
from nearer.demo.plays.dates import CLOCKS
from nearer.demo.plays.talking import SAID
from nearer.demo.story import WEEKS, StoryFault, read, story
from nearer.practices.acknowledge import content as acknowledging
from nearer.practices.acknowledge.pulse_bank import MONTHLY, STEPS, WEEKLY
from nearer.practices.conversation import content as conversing
from nearer.practices.honesty import content as letters
from nearer.practices.honesty import texts
from nearer.practices.quality_time import away_bank, ideas_bank
from nearer.practices.quality_time import content as times
from nearer.practices.quality_time.entries.plans import LINE
from nearer.practices.quality_time.rules.ideas import MOST

COUPLE = '[couple]\nfirst = "Robin"\nsecond = "Sam"\nlabel = "Made up."\n'


def test_what_nobody_knows_is_refused():
    with pytest.raises(StoryFault, match="weather"):
        read(COUPLE + "[[weather]]\nday = -1")
    with pytest.raises(StoryFault, match="open: nobody knows mood"):
        read(COUPLE + '[[open]]\nday = -1\nquestion = "q"\nsecond = "s"\nmood = "low"')


def test_what_is_missing_or_of_another_kind_is_refused():
    with pytest.raises(StoryFault, match="question is missing"):
        read(COUPLE + '[[open]]\nday = -1\nsecond = "s"')
    with pytest.raises(StoryFault, match="no int"):
        read(COUPLE + '[[open]]\nday = "soon"\nquestion = "q"\nsecond = "s"')


def test_every_kind_of_thing_in_the_story_is_played():
    told = {field.name for field in fields(story())} - {"couple"}
    assert told <= set(PLAYS)


def test_questions_are_in_the_bank_and_none_is_asked_twice():
    asked = [told.question for told in (*story().exchange, *story().open, *story().alone)]
    assert set(asked) <= {question.id for question in conversing.bank()}
    assert len(set(asked)) == len(asked)


def test_agendas_causes_and_scripts_are_in_their_banks():
    agendas = [told.agenda for told in story().checkin]
    assert set(agendas) <= set(conversing.agendas())
    drawn = [picture for told in story().picture for picture in (told.first, told.second)]
    assert {cause for picture in drawn for cause in picture.causes} <= set(acknowledging.causes())
    assert all(0 <= picture.overlap < STEPS for picture in drawn)
    assert {told.script for told in story().talk} <= set(acknowledging.scripts())


def test_wishes_and_first_sentences_are_in_their_banks():
    told = story().letter
    assert {letter.wish for letter in told} <= {"", *letters.wishes()}
    received = [letter.received for letter in told if letter.received]
    assert {how.sentence for how in received} <= set(letters.sentences())
    assert all(letters.sentences()[how.sentence].gap != "back" for how in received)
    assert {letter.who for letter in told if not letter.shared} == {"first", "second"}


def test_stems_and_prompts_are_in_their_banks():
    assert {told.stem for told in story().line} <= {stem.id for stem in texts.stems()}
    assert {told.prompt for told in story().observed} <= {it.id for it in texts.prompts()}
    assert {told.who for told in story().line} == {"first", "second"}


def test_hours_ideas_and_what_is_put_away_are_in_their_banks():
    told = story()
    assert {name for said in told.hours for name in said.presets} <= set(times.presets())
    bank = {idea.id for idea in ideas_bank.offered()}
    assert {it.idea for it in (*told.plan, *told.lately, *told.coming)} <= {"", *bank}
    picked = [set(names) for it in told.picks for names in (it.first, it.second)]
    assert set().union(*picked) <= bank
    assert all(len(names) <= MOST for names in picked)
    away = [it for plan in (*told.plan, *told.coming) for it in plan.away]
    assert {name for it in away for name in it.things} <= set(away_bank.things())
    assert {it.who for it in told.hours} == {it.who for it in told.calendar} == {"first", "second"}


def test_dates_are_told_apart_by_what_they_are_about():
    told = story()
    lines = [it.line for it in (*told.plan, *told.lately, *told.coming)] + [told.ritual.line]
    assert len(set(lines)) == len(lines)
    assert all(0 < len(line) <= LINE for line in lines)
    assert {it.over for it in told.calendar} <= {"", *(it.line for it in told.coming if it.agreed)}
    steps = [step for plan in told.plan for step in plan.steps]
    assert {step.said for step in steps} == set(CLOCKS)
    assert all(plan.steps[0].said == "propose" for plan in told.plan)


def test_what_is_ahead_names_no_weekday():
    days = re.compile("|".join(calendar.day_name))
    assert not any(days.search(it.line) for it in story().coming)


def test_whoever_does_something_is_one_of_the_two():
    who = re.findall(r'^(?:who|proposed_by|reply_by) = "(.*)"', _text(), re.MULTILINE)
    assert set(who) <= {"first", "second", ""}
    went = [told.small_went for told in story().checkin]
    assert {how for two in went for how in (two.first, two.second)} <= {*SAID, ""}


def test_pulses_are_whole_or_left_out():
    told = story().pulse
    for weeks, months in ((told.first, told.hope_load.first), (told.second, told.hope_load.second)):
        assert len(weeks) == WEEKS
        assert all(len(values) in {0, len(WEEKLY)} for values in weeks)
        assert all(-1 <= value < STEPS for values in weeks for value in values)
        assert all(len(values) == len(MONTHLY) and weeks[week] for week, *values in months)


def test_nothing_happens_later_than_today():
    days = re.findall(
        r"^(?:day|week|day_started|kept_on|agreed_day) = (.+)$", _text(), re.MULTILINE
    )
    assert days
    assert all(-7 * WEEKS <= int(day) < 0 for day in days)


def _text() -> str:
    return files("nearer.demo").joinpath("story.toml").read_text("utf-8")
