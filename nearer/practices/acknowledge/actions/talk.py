"""The only writer of openings in one's own words. Nothing here is sent to anybody."""

from nearer.accounts.present import Present
from nearer.journal import actions as journal
from nearer.practices.acknowledge.entries import Talk
from nearer.practices.acknowledge.selectors.talk import own_subject_of


def keep(present: Present, *, script: str, text: str) -> None:
    """Keep an opening that only I can open; keeping it again takes its place."""
    subject = own_subject_of(present.vault, script)
    journal.write(present.pen, Talk(script, text), subject=subject)


def let_go(present: Present, *, script: str) -> None:
    journal.discard_about(present.pen, Talk.kind, own_subject_of(present.vault, script))
