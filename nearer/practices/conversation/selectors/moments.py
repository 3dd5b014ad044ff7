"""What the two did here in a year, for the timeline, and the first of each kind."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from nearer.accounts.present import Present
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened
from nearer.journal.payloads import Payload
from nearer.journal.selectors import stream, years
from nearer.journey.offers import Moment
from nearer.practices.conversation import content, weeks
from nearer.practices.conversation.entries import Answer, Appreciation, Checkin, Talked
from nearer.practices.conversation.rules import checkin as rules

FIRSTS = {
    Answer.kind: "The first question",
    Checkin.kind: "The first check-in",
    Talked.kind: "The first check-in talked through",
    Appreciation.kind: "The first kind line",
}


def moments(present: Present, *, year: int) -> Iterator[Moment]:
    """One for each thing done, however many wrote about it, newest first."""
    found = _of_the_year(present, year)
    oldest = {kind: key for key, (kind, _) in found.items()}
    for key, (kind, moment) in found.items():
        if oldest[kind] == key and _begins(present, kind, year):
            yield replace(moment, first=FIRSTS[kind])
        else:
            yield moment


def _of_the_year(present: Present, year: int) -> dict[str, tuple[str, Moment]]:
    """Newest first. What both did is one moment, on the day on which the second did it."""
    found: dict[str, tuple[str, Moment]] = {}
    for entry in stream(present.vault, present.couple, kinds=tuple(FIRSTS), year=year):
        kind = entry.payload.kind
        key = f"{kind} {entry.subject or entry.id}"
        if key in found:
            found[key] = (kind, replace(found[key][1], mine_alone=False))
        else:
            found[key] = (kind, _moment(present, entry))
    return found


def _begins(present: Present, kind: str, year: int) -> bool:
    return years(present.vault, present.couple, kinds=[kind])[-1] == year


def _moment(present: Present, entry: Opened[Payload]) -> Moment:
    them = present.partner.name if present.partner else "My partner"
    alone = entry.mine and entry.visibility != Visibility.SHARED
    match entry.payload:
        case Answer(question):
            asked = content.everything().get(question)
            title, href, icon = asked.text if asked else question, _answer(entry, question), "talk"
        case Checkin(week, agenda) | Talked(week, agenda):
            known = content.agendas().get(agenda)
            title = f"Check-in: {known.title}" if known else "Check-in"
            href = _checkin(present, entry, week)
            icon = "calendar"
        case _:
            title = "A kind line from you" if entry.mine else f"A kind line from {them}"
            href, icon = reverse("conversation:appreciations"), "thanks"
    return Moment(entry.day, title, href, icon, mine_alone=alone)


def _checkin(present: Present, entry: Opened[Payload], week: str) -> str:
    """The week's own page, except for what belongs to somebody who is not here any more."""
    monday = rules.week_called(week)
    names = weeks.names_of(present.vault, monday) if monday else []
    if entry.subject in names:
        return reverse("conversation:checkin-week", kwargs={"week": week})
    return reverse("conversation:checkins")


def _answer(entry: Opened[Payload], question: str) -> str:
    if entry.visibility == Visibility.WHEN_BOTH and entry.subject:
        return reverse("conversation:round", kwargs={"subject": entry.subject})
    return reverse("conversation:alone", kwargs={"question": question})
