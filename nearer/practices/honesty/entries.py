"""What this practice seals.

What the other one sealed is theirs to make: a payload that cannot be one does not open, instead
of breaking the page it would stand on.
"""

from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, datetime
from uuid import UUID

from nearer.journal.payloads import Payload


@dataclass(frozen=True, slots=True)
class Letter(Payload, kind="honesty.letter"):
    """One version of a letter. What was shared is never rewritten: a change is a later one."""

    letter: str
    """The letter's name, the same for all its versions. It stands in no plain column."""
    text: str
    number: int = 1
    wish: str = ""
    """How its writer would like to be received; "" for no wish."""

    def __post_init__(self) -> None:
        _check(self.letter, self.number, self.text, self.wish)


@dataclass(frozen=True, slots=True)
class Opens(Payload, kind="honesty.opens"):
    """When I want to read which letter: mine alone, and in one entry for all of them, so that
    no row says of one letter that anybody looked at it.
    """

    letters: dict[str, str] = field(default_factory=dict)
    """From which moment on, in ISO format and with its zone."""


@dataclass(frozen=True, slots=True)
class Received(Payload, kind="honesty.received"):
    """The sentence with which a reader answered first."""

    letter: str
    sentence: str
    number: int = 1
    """Which version of the letter it was said to."""
    about: str = ""
    back: str = ""
    """By when they come back, in ISO format, where that is what they said."""

    def __post_init__(self) -> None:
        _check(self.letter, self.number, self.sentence, self.about, self.back)
        if self.back and not _on_a_wall(datetime.fromisoformat(self.back)):
            raise ValueError("A time without a zone is none, nor one that no calendar shows.")


@dataclass(frozen=True, slots=True)
class Reply(Payload, kind="honesty.reply"):
    """What one of the two wrote in answer: the n-th answer of theirs to this letter."""

    letter: str
    number: int
    text: str

    def __post_init__(self) -> None:
        _check(self.letter, self.number, self.text)


def _check(letter: str, number: int, *said: str) -> None:
    """Raises ValueError for what names no letter, counts nothing, or says what is no text."""
    if UUID(str(letter)).hex != letter or type(number) is not int or number < 1:
        raise ValueError("This belongs to no letter.")
    if not all(isinstance(text, str) for text in said):
        raise ValueError("This is no text.")


def _on_a_wall(moment: datetime) -> bool:
    """Whether it can be told in every zone: at either end of the calendar it cannot."""
    return moment.tzinfo is not None and MINYEAR < moment.year < MAXYEAR


@dataclass(frozen=True, slots=True)
class Line(Payload, kind="honesty.line"):
    """A sentence that somebody finished, kept for themselves."""

    stem: str
    text: str
    """The whole sentence, so that it stands whatever becomes of the stem."""


@dataclass(frozen=True, slots=True)
class Observed(Payload, kind="honesty.observed"):
    """One writing as somebody kind and neutral would see it. A step may stay empty, not all."""

    prompt: str
    first: str = ""
    second: str = ""
    third: str = ""


@dataclass(frozen=True, slots=True)
class Observing(Payload, kind="honesty.observing"):
    """One's own summary of such writings: which prompts were used, and on which day the last."""

    used: list[str] = field(default_factory=list)
    last: str = ""
    """In ISO format."""
