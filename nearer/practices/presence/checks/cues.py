"""The rules that topics, silences and the lines of a sitting are held against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from nearer.content import banks, gate
from nearer.practices.presence import cues_bank
from nearer.practices.presence.cues_bank import DOTS, PARTS, Cue, Silence, Topic

LEAST_TOPICS: Final = 16
LEAST_INTENSE: Final = 5
LEAST_SILENCES: Final = 14
LEAST_WITHOUT_TOUCH: Final = 6
LEAST_WITH_BREATH: Final = 2
LEAST_CUES: Final[Mapping[str, int]] = {
    "speaking": 12,
    "give_back": 12,
    "check": 10,
    "validate": 12,
    "breath": 6,
    "closing": 8,
}
STEMS: Final = 3
TITLE: Final = 6
LINE: Final = 18
STEM: Final = 10
HOW: Final = 28
WAY: Final = 20
CUE: Final = 14
"""Words: of a title, a topic's line and stem, a silence and its ways, and a line of a sitting."""
NEVER: Final = (
    *("must", "should ", "ought to", "forgive", "calm down", "relax", "confront", "you made me"),
    *("your fault", "why did you", "i understand how", "hold space", "safe space", "trigger"),
    *("boundar", "communicat", "intimacy", "mindful", "connect with", "quality time"),
    *("eye contact", "look into", "cuddle", "kiss", "massage", "wine", "beer"),
)
"""Orders, blame, therapy words, drink, and touch that asks for more than it says."""
FOR_ANOTHER_DAY: Final = ("another day", "not ready", "rather not", "leave alone")
"""One of these is in the last stem of what is intense: it can be declined by finishing it."""
WAY_OUT: Final = ("either", "if you both", "if one of you", "if it isn’t", "suits you both")
"""One of these is in a silence that touches: both can have it otherwise, or let go."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Something that is said, with the name it is found by."""

    id: str
    text: str


def problems() -> Iterator[str]:
    """Everything that is wrong with the three banks as they are, one sentence each."""
    yield from of_topics(cues_bank.topics())
    yield from of_silences(cues_bank.silences())
    yield from of_cues(cues_bank.every_cue())


def of_topics(bank: Mapping[str, Topic]) -> Iterator[str]:
    """Enough of them, plain, and none that cannot be left for another day."""
    offered = banks.offered(bank)
    intense = sum(topic.intense for topic in offered)
    yield from gate.enough("topics", len(offered), LEAST_TOPICS)
    yield from gate.enough("topics that are intense", intense, LEAST_INTENSE)
    if 2 * intense > len(offered):
        yield "More topics are intense than not."
    for topic in bank.values():
        yield from _wrong_with_topic(topic)
    stems = [_Said(topic.id, stem) for topic in offered for stem in topic.stems]
    yield from _told_apart([_Said(topic.id, topic.title) for topic in offered], "topics")
    yield from _vary([_Said(topic.id, topic.line) for topic in offered])
    yield from _vary(stems)


def _wrong_with_topic(topic: Topic) -> Iterator[str]:
    yield from gate.lasting(topic.id)
    yield from _titled(topic.id, topic.title)
    yield from gate.text(topic.id, topic.line, longest=LINE, never=NEVER)
    yield from gate.one_thing(topic.id, topic.line)
    if len(topic.stems) != STEMS:
        yield f"{topic.id}: {len(topic.stems)} stems are not {STEMS}."
    for stem in topic.stems:
        yield from gate.wording(topic.id, stem, longest=STEM, never=NEVER)
        if not _to_finish(stem):
            yield f"{topic.id}: a stem ends with dots, and has them nowhere else."
    if topic.intense and not _has(FOR_ANOTHER_DAY, *topic.stems[-1:]):
        yield f"{topic.id}: its last stem leaves nothing for another day."


def of_silences(bank: Mapping[str, Silence]) -> Iterator[str]:
    """Enough without touch, each with a way apart and one alone, and each touch with a way out."""
    offered = banks.offered(bank)
    without = [silence for silence in offered if not silence.touch]
    breath = sum(silence.breath for silence in without)
    yield from gate.enough("silences", len(offered), LEAST_SILENCES)
    yield from gate.enough("silences without touch", len(without), LEAST_WITHOUT_TOUCH)
    yield from gate.enough("silences with breath and no touch", breath, LEAST_WITH_BREATH)
    for silence in bank.values():
        yield from _wrong_with_silence(silence)
    yield from _told_apart([_Said(silence.id, silence.title) for silence in offered], "silences")
    for part in ("how", "apart", "alone"):
        yield from _vary([_Said(silence.id, getattr(silence, part)) for silence in offered])


def _wrong_with_silence(silence: Silence) -> Iterator[str]:
    yield from gate.lasting(silence.id)
    yield from _titled(silence.id, silence.title)
    for part, longest in (("how", HOW), ("apart", WAY), ("alone", WAY)):
        named = f"{silence.id}, {part}"
        yield from gate.text(named, getattr(silence, part), longest=longest, never=NEVER)
    if silence.touch and not _has(WAY_OUT, silence.how):
        yield f"{silence.id}: it touches, and leaves no way out."


def of_cues(bank: Mapping[str, Cue]) -> Iterator[str]:
    """Enough in each part; what is to finish ends with dots, and what asks, asks once."""
    offered = banks.offered(bank)
    for part, least in LEAST_CUES.items():
        there = [_Said(cue.id, cue.line) for cue in offered if cue.part == part]
        yield from gate.enough(f"lines of {part}", len(there), least)
        yield from gate.openings(there)
    for cue in bank.values():
        yield from gate.lasting(cue.id)
        yield from gate.tags(cue, {"part": PARTS})
        yield from gate.text(cue.id, cue.line, longest=CUE, never=NEVER)
        yield from gate.one_thing(cue.id, cue.line)
        if DOTS in cue.line and not _to_finish(cue.line):
            yield f"{cue.id}: dots stand at the end and nowhere else."
        if cue.part == "give_back" and DOTS not in cue.line:
            yield f"{cue.id}: what was heard has to follow."
        if cue.part == "check" and not cue.line.endswith("?"):
            yield f"{cue.id}: it asks nothing."
    yield from gate.twins([_Said(cue.id, cue.line) for cue in offered])


def _titled(name: str, title: str) -> Iterator[str]:
    yield from gate.wording(name, title, longest=TITLE, never=NEVER)
    if title.endswith("."):
        yield f"{name}: a title has no full stop."


def _to_finish(said: str) -> bool:
    return said.endswith(f" {DOTS}") and said.count(DOTS) == 1


def _has(some: Sequence[str], *said: str) -> bool:
    return any(one in text.casefold() for one in some for text in said)


def _told_apart(titles: Sequence[_Said], what: str) -> Iterator[str]:
    if len({title.text for title in titles}) < len(titles):
        yield f"Two {what} have one title."


def _vary(said: Sequence[_Said]) -> Iterator[str]:
    yield from gate.openings(said)
    yield from gate.twins(said)
