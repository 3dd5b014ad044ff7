"""From opened entries to questions: today's, the last fourteen, and the next for oneself."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from nearer.journal.opened import Reading
from nearer.practices.conversation import content
from nearer.practices.conversation.entries import Deck, Mine, Put
from nearer.practices.conversation.rules import questions as rules
from nearer.practices.conversation.rules.questions import Choice
from nearer.sealing.vault import Vault

QUESTION = "conversation.question"


def subject_of(vault: Vault, question: str, day: date) -> UUID:
    """The name of the round about this question, asked on this day: only the two can compute it.

    The day belongs to it, since a deck that is used up begins again with new rounds.
    """
    return vault.subject(QUESTION, question, day.isoformat())


def own_subject_of(vault: Vault, question: str) -> UUID:
    """The name of one's own private answer to it."""
    return vault.own_subject(QUESTION, question)


def choices(reading: Reading) -> list[Choice]:
    """What the two chose, from the day after each choice on."""
    found = [
        Choice(
            since=entry.day + timedelta(days=1),
            depths=frozenset(entry.payload.depths),
            themes=frozenset(entry.payload.themes),
            fits=frozenset(entry.payload.fits),
        )
        for entry in reversed(list(reading.of(Deck)))
    ]
    return rules.choices_in_order(found)


def open_questions(vault: Vault, reading: Reading, day: date) -> dict[UUID, str]:
    """Rounds that stand open without anybody asking: today's first, then the days before."""
    first = day - timedelta(days=rules.OPEN_DAYS - 1)
    found = rules.dealt(
        content.bank(), choices(reading), seed=vault.keyring.seed, first=first, last=day
    )
    latest_first = sorted(found, reverse=True)
    return {subject_of(vault, found[day], day): found[day] for day in latest_first}


def put_questions(vault: Vault, reading: Reading, *, since: date = date.min) -> dict[UUID, str]:
    """Rounds that one of the two put to both, under the names that belong to the questions."""
    return {
        e.subject: e.payload.question
        for e in reading.of(Put)
        if e.subject == subject_of(vault, e.payload.question, e.day) and e.day >= since
    }


def asked_of_both(vault: Vault, reading: Reading, day: date) -> dict[UUID, str]:
    """Every round that stands open: what was put to both, then the days' own questions."""
    since = day - timedelta(days=rules.OPEN_DAYS - 1)
    return put_questions(vault, reading, since=since) | open_questions(vault, reading, day)


def mine(reading: Reading) -> Mine:
    """One's own summary; an empty one at first."""
    return next((entry.payload for entry in reading.own(Mine)), Mine())


def next_for_oneself(
    vault: Vault,
    summary: Mine,
    *,
    number: int,
    depths: Collection[int] = tuple(content.DEPTHS),
    theme: str = "",
) -> content.Question:
    """The n-th question not answered yet, in an order of one's own."""
    fitting = [q for q in content.bank() if q.alone and q.depth in depths and not q.assumes]
    chosen = rules.another(
        [q.id for q in fitting if q.theme == theme] or [q.id for q in fitting],
        seed=vault.own_subject(QUESTION, "order").bytes,
        answered=summary.answered,
        number=number,
    )
    return content.everything()[chosen]
