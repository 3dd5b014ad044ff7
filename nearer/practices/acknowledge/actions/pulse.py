"""Keeping a pulse, and with it the summary of all of them."""

from collections.abc import Iterator, Mapping

from django.db import transaction

from nearer.journal import actions as journal
from nearer.journal import drafts
from nearer.journal.actions import Pen
from nearer.journal.selectors import read, stream, years
from nearer.practices.acknowledge import levels, subjects, summary
from nearer.practices.acknowledge.actions.showing import redraw
from nearer.practices.acknowledge.entries import Mine, Pulse
from nearer.practices.acknowledge.rules import pulse as rules
from nearer.practices.acknowledge.rules.pulse import Answered, Summary


@transaction.atomic
def keep_pulse(pen: Pen, *, week: str, items: Mapping[str, int]) -> None:
    """Keep the answers of a week, in place of those it had, and fold them into the summary.

    Whether the month's two items belong to it is not asked of the form. While both want to
    see both lines, the number of the week goes onto one's own line.
    """
    journal.hold(pen.couple)
    names = [subjects.pulse(pen.vault, week), subjects.mine(pen.vault)]
    reading = read(pen.vault, pen.couple, kinds=[Pulse.kind, Mine.kind], subjects=names)
    before = summary.summary_of(summary.mine(reading))
    old = next((entry.payload for entry in reading.own(Pulse)), None)
    pulse = Pulse(
        week=week,
        items=dict(items),
        monthly=old.monthly if old else rules.monthly_due(last=before.monthly, week=week),
    )
    journal.write(pen, pulse, subject=names[0])
    after = rules.add(before, summary.answered(pulse))
    _write_summary(pen, after)
    redraw(pen, after.scores)


def _write_summary(pen: Pen, summary: Summary) -> None:
    kept = Mine(
        weeks=summary.weeks,
        recent=summary.recent,
        monthly=summary.monthly,
        going=levels.going(summary),
    )
    journal.write(pen, kept, subject=subjects.mine(pen.vault))


@transaction.atomic
def rebuild(pen: Pen) -> None:
    """Make the summary again from every pulse there is, one open at a time."""
    journal.hold(pen.couple)
    _write_summary(pen, rules.fold(_every_pulse(pen)))


def _every_pulse(pen: Pen) -> Iterator[Answered]:
    for year in years(pen.vault, pen.couple, kinds=[Pulse.kind]):
        for entry in stream(pen.vault, pen.couple, kinds=[Pulse.kind], year=year):
            if entry.mine and isinstance(entry.payload, Pulse):
                yield summary.answered(entry.payload)


def sent(pen: Pen, path: str) -> None:
    """The form was sent: its drafts are done."""
    drafts.drop(pen, path=path)
