"""What one may bring to a sitting, ways to be quiet, and short lines for whoever is lost."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from nearer.content import banks
from nearer.practices.presence.content import PACKAGE

DOTS: Final = "…"
"""Ends a line that whoever says it finishes."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to speak about."""

    id: str
    title: str
    line: str
    """A first sentence, as the one who speaks may say it."""
    stems: tuple[str, ...]
    """Sentences to finish. The last one of an intense topic leaves something for another day."""
    intense: bool = False
    """Not for an evening on which nobody asked for it."""
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """A way to be quiet together."""

    id: str
    title: str
    how: str
    """In one room."""
    apart: str
    """With a call between the two."""
    alone: str
    touch: bool
    """Whether two bodies meet; `how` then leaves both a way out."""
    breath: bool
    """Whether a slow pace of breathing is shown."""
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """One line of `Cues`."""

    id: str
    part: str
    """The name of a field of `Cues`."""
    line: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The lines that are offered, by where in a sitting they stand, in the order of the bank."""

    speaking: tuple[str, ...]
    """To the one who speaks; the next three are for the one who listens, to say aloud."""
    give_back: tuple[str, ...]
    """These end with dots."""
    check: tuple[str, ...]
    """One question each."""
    validate: tuple[str, ...]
    breath: tuple[str, ...]
    """To both, at the end."""
    closing: tuple[str, ...]
    """First words for what each takes along; some end with dots."""


PARTS: Final = tuple(field.name for field in fields(Cues))


@cache
def topics() -> dict[str, Topic]:
    """Every topic there ever was, since a sitting may name it."""
    return banks.by_id(PACKAGE, "content/en/topics.toml", table="topic", item=Topic)


@cache
def offered_topics() -> tuple[Topic, ...]:
    """Those that are offered now; the intense ones come last."""
    return tuple(sorted(banks.offered(topics()), key=lambda topic: topic.intense))


@cache
def silences() -> dict[str, Silence]:
    """Every way to be quiet there ever was, since a sitting may name it."""
    return banks.by_id(PACKAGE, "content/en/silences.toml", table="silence", item=Silence)


@cache
def offered_silences() -> tuple[Silence, ...]:
    """Those that are offered now, in the order of the bank."""
    return banks.offered(silences())


@cache
def every_cue() -> dict[str, Cue]:
    """Every line there ever was."""
    return banks.by_id(PACKAGE, "content/en/cues.toml", table="cue", item=Cue)


@cache
def cues() -> Cues:
    """What may be said now, and to whom."""
    there = banks.offered(every_cue())
    return Cues(**{part: tuple(cue.line for cue in there if cue.part == part) for part in PARTS})
