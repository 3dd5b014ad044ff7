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


@dataclass(frozen=True, slots=True)
class Checkin(Payload, kind="conversation.checkin"):
    """What one of the two wrote in a week's check-in. A part may stay empty, not all of them."""

    week: str
    agenda: str
    appreciation: str = ""
    heavy: str = ""
    hope: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Talked(Payload, kind="conversation.talked"):
    """The check-in was talked through on one phone, with a line kept of a part or none."""

    week: str
    agenda: str
    appreciation: str = ""
    heavy: str = ""
    hope: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Small(Payload, kind="conversation.small"):
    """How the small thing of a week went, said to oneself."""

    week: str
    how: str


@dataclass(frozen=True, slots=True)
class Parked(Payload, kind="conversation.parked"):
    """Something practical that does not belong into the talk, and must not be forgotten."""

    text: str


@dataclass(frozen=True, slots=True)
class Unparked(Payload, kind="conversation.unparked"):
    """A parked line is done: said by either of the two."""

    parked: str


@dataclass(frozen=True, slots=True)
class Rhythm(Payload, kind="conversation.rhythm"):
    """One step of agreeing on days and a time: propose, agree, let go."""

    thread: str
    number: int
    after: list[str]
    said: str
    about: str = ""
    """The mark of the step that is answered."""
    days: list[int] = field(default_factory=list)
    time: str = ""


@dataclass(frozen=True, slots=True)
class Appreciation(Payload, kind="conversation.appreciation"):
    """One kind line."""

    text: str
