"""The rules that causes, lines, scripts and replies are held against (docs/writing-content.md)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from nearer.content import gate
from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.content import Cause, Reply, Said, Script

LEAST_CAUSES: Final = 40
LEAST_LINES: Final = 2
SCRIPTS: Final = 48
REPLIES: Final = 24
LONGEST: Final = {
    "name": 6,
    "gloss": 20,
    "line": 26,
    "short": 45,
    "long": 90,
    "exit": 20,
    "reply": 40,
}
NEVER: Final = ("winner", "compatib", "percent")
"""What would make a contest of two pictures."""
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
        yield from gate.tags(piece, {"when": {"always", "some", "none"}})
        yield from _text(piece.id, piece.text, LONGEST["line"])


def of_causes(bank: Sequence[Cause]) -> Iterator[str]:
    """Ordinary causes, each with a name to tap and one plain sentence."""
    yield from gate.enough("causes", len(bank), LEAST_CAUSES)
    for cause in bank:
        yield from gate.tags(cause, {"group": content.GROUPS})
        yield from gate.wording(cause.id, cause.name, longest=LONGEST["name"], never=NEVER)
        yield from _text(cause.id, cause.gloss, LONGEST["gloss"])
    yield from gate.each_tag("causes", bank, ("group",))
    yield from gate.twins(bank, "gloss")
    yield from gate.openings(bank, "gloss")
    yield from gate.twins(bank, "name")


def of_lines(bank: Sequence[Said]) -> Iterator[str]:
    """What is said of two pictures: something for every case, and never a number."""
    counts = Counter(line.when for line in bank)
    for when in WHEN:
        yield from gate.enough(f"lines for {when}", counts[when], LEAST_LINES)
    if counts["exit"] != 1:
        yield f"{counts['exit']} lines to stop with are not one."
    for line in bank:
        yield from gate.tags(line, {"when": {*WHEN, "exit"}})
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
        yield from gate.tags(script, {"readiness": {1, 2, 3}})
        yield from _text(script.id, script.text, LONGEST.get(script.length, 0))
        yield from _text(f"{script.id}, its exit", script.exit, LONGEST["exit"])
    yield from gate.twins(bank)
    yield from gate.twins(bank, "exit")


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
    yield from gate.twins(bank)


def _text(name: str, text: str, longest: int) -> Iterator[str]:
    yield from gate.text(name, text, longest=longest, never=NEVER)
