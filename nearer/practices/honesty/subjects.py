"""The names of what belongs to a letter, made from the letter's own random name.

That one is sealed inside, so only whoever may open something of a letter can tell which rows
belong to it; and a page asks for exactly those, however many letters there are.
"""

from typing import Any
from uuid import UUID, uuid5

from nearer.journal.opened import Opened
from nearer.practices.honesty.entries import Letter, Opens, Received, Reply
from nearer.practices.honesty.rules.letters import REPLIES, VERSIONS
from nearer.sealing.vault import Vault


def version(letter: UUID, number: int) -> UUID:
    return uuid5(letter, f"version {number}")


def versions(letter: UUID) -> list[UUID]:
    """Every name that a version of this letter can have."""
    return [version(letter, number + 1) for number in range(VERSIONS)]


def received(letter: UUID) -> UUID:
    return uuid5(letter, "received")


def reply(letter: UUID, number: int) -> UUID:
    """One of my answers and one of my partner's may have the same name: rows have owners."""
    return uuid5(letter, f"reply {number}")


def all_about(letter: UUID) -> list[UUID]:
    """Every name that a row about this letter can have."""
    return [
        received(letter),
        *versions(letter),
        *(reply(letter, number + 1) for number in range(REPLIES)),
    ]


def opens(vault: Vault) -> UUID:
    return vault.own_subject(Opens.kind)


def letter_of(entry: Opened[Any]) -> UUID | None:
    """The letter that this belongs to; None for what is about none, and where a row stands under
    another name than it says inside.
    """
    match entry.payload:
        case Letter(letter=named) | Received(letter=named) | Reply(letter=named):
            letter = UUID(named)
        case _:
            return None
    return letter if entry.subject == _name(letter, entry.payload) else None


def _name(letter: UUID, said: Letter | Received | Reply) -> UUID:
    match said:
        case Letter(number=number):
            return version(letter, number)
        case Reply(number=number):
            return reply(letter, number)
        case Received():
            return received(letter)
