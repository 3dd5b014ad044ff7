"""The rules that causes, lines, scripts and replies are held against (docs/writing-content.md)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from nearer.content import reading
from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.content import Cause, Reply, Said, Script

LEAST_CAUSES: Final = 40
LEAST_OF_EACH: Final = 5
LEAST_LINES: Final = 2
SCRIPTS: Final = 48
REPLIES: Final = 24
HARDEST_GRADE: Final = 6.0
LONGEST: Final = {
    "name": 6,
    "gloss": 20,
    "line": 26,
    "short": 45,
    "long": 90,
    "exit": 20,
    "reply": 40,
}
TWINS_ALLOWED: Final = 0.02
NOT_HERE: Final = (
    *("!", "toxic", "narcissis", "husband", "wife", "boyfriend", "girlfriend"),
    *("you never", "you always", "emotional needs", "password", "winner", "compatib", "percent"),
)
WHEN: Final = (
    *("same", "near", "apart", "far"),
    *("recognised-none", "recognised-one", "recognised-several"),
    *("again-nearer", "again-same", "again-further"),
)


def problems() -> Iterator[str]:
    """Everything that is wrong with the banks as they are."""
    current = [cause for cause in content.causes().values() if not cause.retired]
    yield from of_causes(current)
    yield from of_lines(content.lines())
    yield from of_scripts([it for it in content.scripts().values() if not it.retired])
    yield from of_replies([it for it in content.replies().values() if not it.retired])
    for piece in content.pieces():
        if piece.when not in {"always", "some", "none"}:
            yield f"{piece.id}: when cannot be {piece.when}."
        yield from _text(piece.id, piece.text, LONGEST["line"])


def of_causes(bank: Sequence[Cause]) -> Iterator[str]:
    """Ordinary causes, each with a name to tap and one plain sentence."""
    if len(bank) < LEAST_CAUSES:
        yield f"{len(bank)} causes are fewer than {LEAST_CAUSES}."
    for cause in bank:
        if cause.group not in content.GROUPS:
            yield f"{cause.id}: group cannot be {cause.group}."
        yield from _words(cause.id, cause.name, LONGEST["name"])
        yield from _text(cause.id, cause.gloss, LONGEST["gloss"])
    for group, count in Counter(cause.group for cause in bank).items():
        if count < LEAST_OF_EACH:
            yield f"group {group} stands on only {count} causes."
    yield from _twins(bank, "gloss")
    yield from _twins(bank, "name")


def of_lines(bank: Sequence[Said]) -> Iterator[str]:
    """What is said of two pictures: something for every case, and never a number."""
    counts = Counter(line.when for line in bank)
    for when in WHEN:
        if counts[when] < LEAST_LINES:
            yield f"{counts[when]} lines for {when} are fewer than {LEAST_LINES}."
    if counts["exit"] != 1:
        yield f"{counts['exit']} lines to stop with are not one."
    for line in bank:
        if line.when not in {*WHEN, "exit"}:
            yield f"{line.id}: when cannot be {line.when}."
        if any(character.isdigit() or character == "%" for character in line.text):
            yield f"{line.id}: a number would be a verdict."
        yield from _text(line.id, line.text, LONGEST["line"])


def of_scripts(bank: Sequence[Script]) -> Iterator[str]:
    """One script for every situation, tone and length, each with a way out."""
    places = Counter((script.situation, script.tone, script.length) for script in bank)
    for situation in content.situations():
        for tone in content.TONES:
            for length in content.LENGTHS:
                if (count := places.pop((situation, tone, length), 0)) != 1:
                    yield f"{count} scripts for {situation}, {tone}, {length} are not one."
    for place in places:
        yield f"a script for {', '.join(place)} has no place."
    if len(bank) != SCRIPTS:
        yield f"{len(bank)} scripts are not {SCRIPTS}."
    for script in bank:
        if not script.exit:
            yield f"{script.id}: there is no way out."
        if script.readiness not in {1, 2, 3}:
            yield f"{script.id}: readiness cannot be {script.readiness}."
        yield from _text(script.id, script.text, LONGEST.get(script.length, 0))
        yield from _text(f"{script.id}, its exit", script.exit, LONGEST["exit"])
    yield from _twins(bank, "text")
    yield from _twins(bank, "exit")


def of_replies(bank: Sequence[Reply]) -> Iterator[str]:
    """As many replies of every kind."""
    if len(bank) != REPLIES:
        yield f"{len(bank)} replies are not {REPLIES}."
    counts = Counter(reply.kind for reply in bank)
    for kind in content.KINDS:
        if counts.pop(kind, 0) != REPLIES // len(content.KINDS):
            yield f"{kind} has not as many replies as the others."
    for kind in counts:
        yield f"a reply cannot be {kind}."
    for reply in bank:
        yield from _text(reply.id, reply.text, LONGEST["reply"])
    yield from _twins(bank, "text")


def _text(name: str, text: str, longest: int) -> Iterator[str]:
    yield from _words(name, text, longest)
    if (grade := reading.grade(text)) > HARDEST_GRADE:
        yield f"{name}: grade {grade:.1f} is harder to read than {HARDEST_GRADE:.0f}."


def _words(name: str, text: str, longest: int) -> Iterator[str]:
    if (count := len(reading.words(text))) > longest:
        yield f"{name}: {count} words are more than {longest}."
    for word in NOT_HERE:
        if word in text.casefold():
            yield f"{name}: “{word}” is not said here."


def _twins(bank: Sequence[Any], part: str) -> Iterator[str]:
    found = list(reading.alike([getattr(item, part) for item in bank]))
    if len(found) > TWINS_ALLOWED * len(bank):
        for first, second, score in found:
            yield f"{bank[first].id} and {bank[second].id} are nearly the same ({score:.0f})."
