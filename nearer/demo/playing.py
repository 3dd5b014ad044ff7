"""The story from its first day to now: every act at its time, by who did it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final
from zoneinfo import ZoneInfo

from nearer.demo.cast import A_WEEK, Act, Calendar, Two
from nearer.demo.plays import busy, dates, distance, letters, own_words, sittings, talking
from nearer.demo.published import WORDS
from nearer.demo.story import WEEKS, Story

AN_HOUR: Final = timedelta(hours=1)
A_YEAR: Final = 365.25
Play = Callable[[Story, Calendar], Iterator[Act]]

PLAYS: Final[dict[str, Play]] = {
    "exchange": talking.exchanges,
    "open": talking.waiting,
    "alone": talking.alone,
    "checkin": talking.check_ins,
    "parked": talking.parked,
    "rhythm": talking.the_rhythm,
    "appreciation": talking.kind_lines,
    "pulse": distance.weekly_pulses,
    "lines": distance.both_lines,
    "picture": distance.both_pictures,
    "acknowledgement": distance.the_text,
    "talk": distance.openings,
    "letter": letters.letters,
    "line": own_words.finished,
    "observed": own_words.observed,
    "hours": busy.hours,
    "calendar": busy.calendars,
    "title": dates.the_title,
    "ritual": dates.the_ritual,
    "plan": dates.plans,
    "picks": dates.both_pick,
    "lately": dates.lately,
    "coming": dates.coming,
    "sat": sittings.sat_down,
    "lesson": sittings.learned,
}


def play(
    story: Story,
    *,
    now: datetime,
    zone: ZoneInfo,
    years: int = 0,
    lately: int = 0,
    words: Mapping[str, str] = WORDS,
) -> None:
    """Let the two live through the story once, or as often as so many years have room for it.

    With `lately` only its last days, for two who have just begun, and what lasts from before.
    """
    acts = sorted(acts_of(story, now=now, zone=zone, years=years), key=attrgetter("at"))
    if lately:
        since = now - timedelta(days=lately)
        kept = (act for act in acts if act.lasts or act.at > since)
        acts = [replace(act, at=max(act.at, since)) for act in kept]
    two = Two(zone)
    two.become_two(names=story.names, words=words, at=acts[0].at - AN_HOUR)
    for act in acts:
        # What belongs to this evening has happened a moment ago, whatever the hour.
        act.do(two.present(act.who, min(act.at, now)))
    two.put_phones_away()


def acts_of(story: Story, *, now: datetime, zone: ZoneInfo, years: int = 0) -> Iterator[Act]:
    """All that happens, in no order."""
    often = times(years)
    for time in range(often):
        back = (often - 1 - time) * WEEKS * A_WEEK
        when = Calendar(now, zone, back=back, told_before=time)
        for a_play in PLAYS.values():
            yield from a_play(story, when)


def times(years: int) -> int:
    """How often the story is told to fill so many years; once at least."""
    return max(1, round(years * A_YEAR / (WEEKS * A_WEEK)))
