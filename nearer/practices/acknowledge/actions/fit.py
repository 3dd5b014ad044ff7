"""Whether what the trend says fits: kept for oneself."""

from nearer.journal import actions as journal
from nearer.journal.actions import Pen
from nearer.practices.acknowledge import subjects
from nearer.practices.acknowledge.entries import Fit


def say_whether_it_fits(pen: Pen, *, about: str, since: str, fits: bool) -> None:
    """The last answer is the one that counts, for the time it was given about."""
    subject = subjects.fit(pen.vault)
    journal.write(pen, Fit(about=about, since=since, fits=fits), subject=subject)
