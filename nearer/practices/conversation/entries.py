"""What this practice seals."""

from dataclasses import dataclass, field

from nearer.journal.payloads import Payload


@dataclass(frozen=True, slots=True)
class Answer(Payload, kind="conversation.answer"):
    """A reply to one question."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply(Payload, kind="conversation.reply"):
    """One line to an answer: thanks, or a question back."""

    text: str


@dataclass(frozen=True, slots=True)
class Put(Payload, kind="conversation.put"):
    """A question that one of the two put to both, as a visible act."""

    question: str


@dataclass(frozen=True, slots=True)
class Deck(Payload, kind="conversation.deck"):
    """Which questions the two want, from the day after it was chosen."""

    depths: list[int]
    themes: list[str]
    fits: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mine(Payload, kind="conversation.mine"):
    """One's own summary: what was answered already, what is a favourite."""

    answered: list[str] = field(default_factory=list)
    favourites: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Passed(Payload, kind="conversation.passed"):
    """Two answers that were written on one phone, kept by whose phone it is."""

    question: str
    first: str
    second: str
    who: str
