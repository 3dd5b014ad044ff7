"""Switching the two lines on and off. Each can do it alone, and only for their own line."""

from collections.abc import Mapping

from django.db import transaction

from nearer.journal import actions as journal
from nearer.journal.actions import NoPartnerYet, Pen
from nearer.journal.models import Visibility
from nearer.journal.selectors import read
from nearer.practices.acknowledge import subjects, summary
from nearer.practices.acknowledge.entries import Line, Mine, Showing
from nearer.practices.acknowledge.selectors.showing import wishes


@transaction.atomic
def show(pen: Pen) -> None:
    """Say that I would like to see both lines. If the other said so before, mine is drawn.

    Whoever asked first draws theirs at the next press or pulse, so no line is given before
    both have said yes. Raises `NoPartnerYet`.
    """
    journal.hold(pen.couple)
    if pen.vault.keyring.partner is None:
        raise NoPartnerYet
    if not wishes(pen.vault, pen.couple).mine:
        subject = subjects.showing(pen.vault)
        journal.write(pen, Showing(), visibility=Visibility.SHARED, subject=subject)
    reading = read(pen.vault, pen.couple, kinds=[Mine.kind], subjects=[subjects.mine(pen.vault)])
    redraw(pen, summary.summary_of(summary.mine(reading)).scores)


@transaction.atomic
def stop(pen: Pen) -> None:
    """Take my line away at once. It may already have been read."""
    journal.hold(pen.couple)
    journal.discard_about(pen, Line.kind, subjects.line(pen.vault))
    journal.discard_about(pen, Showing.kind, subjects.showing(pen.vault))


@transaction.atomic
def redraw(pen: Pen, scores: Mapping[str, float]) -> None:
    """My line as it is now, if both want it; and none where the other has stopped."""
    if pen.vault.keyring.partner is None:
        return
    subject = subjects.line(pen.vault)
    if wishes(pen.vault, pen.couple).both:
        journal.write(pen, Line(dict(scores)), visibility=Visibility.SHARED, subject=subject)
    else:
        journal.discard_about(pen, Line.kind, subject)
