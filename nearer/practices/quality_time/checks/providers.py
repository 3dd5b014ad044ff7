"""The rules that the help for finding one's calendar is held against."""

from collections.abc import Iterator, Mapping
from typing import Final

from nearer.content import gate, reading
from nearer.practices.quality_time.content import Place

WAYS: Final = ("address", "caldav", "file")
STEPS: Final = range(3, 7)
LONGEST: Final = 20
LONGEST_NOTE: Final = 32
HONEST: Final = "Names of menus may differ."


def problems(places: Mapping[str, Place]) -> Iterator[str]:
    """Everything that is wrong with them, one sentence each."""
    offered = [place for place in places.values() if not place.retired]
    for way in WAYS:
        if not any(place.way == way for place in offered):
            yield f"No calendar can be had by {way}."
    for place in offered:
        yield from gate.lasting(place.id)
        if place.way not in WAYS:
            yield f"{place.id}: nobody knows the way {place.way}."
        if len(place.steps) not in STEPS:
            yield f"{place.id}: {len(place.steps)} steps are not 3 to 6."
        if not place.note.startswith(HONEST):
            yield f"{place.id}: it does not say that menus change."
        yield from _short(place)


def _short(place: Place) -> Iterator[str]:
    for said in (place.name, place.about, *place.steps):
        yield from _words(place.id, said, LONGEST)
    yield from _words(place.id, place.note, LONGEST_NOTE)


def _words(name: str, said: str, longest: int) -> Iterator[str]:
    """Not by the gate: it keeps out “password”, and these have to say which one is meant."""
    if not said.strip() or "!" in said:
        yield f"{name}: “{said}” is not said here."
    if (count := len(reading.words(said))) > longest:
        yield f"{name}: {count} words are more than {longest}."
