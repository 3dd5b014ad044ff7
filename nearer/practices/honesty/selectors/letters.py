"""One letter, as its writer or its reader finds it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.models import Visibility
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read, rows_of
from nearer.lib import clock
from nearer.practices.honesty import content, subjects
from nearer.practices.honesty.content import Wish
from nearer.practices.honesty.entries import Letter, Opens, Received, Reply
from nearer.practices.honesty.rules import letters as rules
from nearer.practices.honesty.rules.letters import Door

LETTERS = (Letter.kind, Received.kind, Reply.kind)
DAY_AND_TIME = "%A, %-d %B, %H:%M"


def with_partner(entry: Opened[Any]) -> bool:
    """Whether the partner of now can open it; what was shared with an earlier one is not."""
    return entry.visibility == Visibility.SHARED and entry.given


@dataclass(frozen=True, slots=True)
class Letters:
    """All rows about one letter that this reader may open."""

    versions: tuple[Opened[Letter], ...] = ()
    """Oldest first, all by the same writer."""
    received: Opened[Received] | None = None
    replies: tuple[Opened[Reply], ...] = ()
    opens: datetime | None = None
    """From when on this reader wants to read it, if it is the other's and they chose."""
    broken: bool = False

    @property
    def newest(self) -> Opened[Letter] | None:
        return self.versions[-1] if self.versions else None

    @property
    def mine(self) -> bool:
        """Whether this reader wrote it. Of a letter that is gone, whether they answered it."""
        if self.versions:
            return self.versions[-1].mine
        return self.received is None or not self.received.mine

    @property
    def words_open(self) -> bool:
        """Whether free text is open to this reader, by the rule."""
        sentence = self.received
        return bool(self.versions) and rules.words_open(
            mine=self.mine,
            sentence=sentence is not None,
            asked_for_time=sentence is not None and bool(sentence.payload.back),
            in_words=any(reply.mine != self.mine for reply in self.replies),
        )


def rows_about(present: Present, letter: UUID) -> Letters:
    """Everything about this letter, in one query that says nothing of the other's own rows."""
    names = [*subjects.all_about(letter), subjects.opens(present.vault)]
    kinds = (*LETTERS, Opens.kind)
    reading = read(present.vault, present.couple, kinds=kinds, subjects=names)
    versions = [it for it in reading.of(Letter) if subjects.letter_of(it) == letter]
    mine = any(version.mine for version in versions)
    by_writer = sorted(
        (version for version in versions if version.mine is mine),
        key=lambda version: version.payload.number,
    )
    return Letters(
        versions=tuple(by_writer),
        received=_first_sentence(reading, letter, written_by_me=mine if versions else None),
        replies=tuple(
            sorted(
                (it for it in reading.of(Reply) if subjects.letter_of(it) == letter),
                key=lambda reply: (reply.at, reply.id),
            )
        ),
        opens=opens_in(reading).get(letter),
        broken=bool(reading.broken),
    )


def by_its_writer(present: Present, entries: Iterable[Opened[Any]]) -> Iterator[Opened[Any]]:
    """The entries without versions that the other one made of a letter of mine.

    Whoever was shared a letter knows its name and could make one, with a number as high as they
    like. By the rule of `rows_about` a letter of which I wrote a version is mine, in whatever
    year; one query over the names of mine tells, and opens nothing.
    """
    mine = rows_of(present.couple).filter(owner_id=present.vault.person, kind=Letter.kind)
    names = frozenset(mine.values_list("subject", flat=True))
    known: dict[UUID, bool] = {}
    for entry in entries:
        letter = subjects.letter_of(entry)
        if not entry.mine and letter and isinstance(entry.payload, Letter):
            if letter not in known:
                known[letter] = _wrote(present, letter, names)
            if known[letter]:
                continue
        yield entry


def _wrote(present: Present, letter: UUID, names: frozenset[UUID]) -> bool:
    """Whether a version of mine stands under one of these names and opens."""
    there = [name for name in subjects.versions(letter) if name in names]
    reading = read(present.vault, present.couple, kinds=[Letter.kind], subjects=there)
    return any(subjects.letter_of(version) == letter for version in reading.own(Letter))


def _first_sentence(
    reading: Reading, letter: UUID, *, written_by_me: bool | None
) -> Opened[Received] | None:
    """Its reader's, never its writer's own; of a letter that is gone, whoever's there is."""
    found = (
        it
        for it in reading.of(Received)
        if subjects.letter_of(it) == letter and it.mine is not written_by_me
    )
    return next(found, None)


def opens_in(reading: Reading) -> dict[UUID, datetime]:
    """When this reader wants to read which letter."""
    kept = next((entry.payload for entry in reading.own(Opens)), Opens())
    return {UUID(name): datetime.fromisoformat(at) for name, at in kept.letters.items()}


# --- The page ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """One version to be read."""

    number: int
    day: date
    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Words:
    """One answer in free text."""

    id: UUID
    mine: bool
    day: date
    text: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The reader's first sentence, as this person reads it."""

    mine: bool
    day: date
    text: str
    shared: bool
    earlier: bool
    """Whether it was said to an earlier version than the one that stands here."""
    asked_for_time: bool


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A letter; before a reader's moment has come, without a word of it."""

    letter: UUID
    mine: bool
    there: bool
    """False where it was taken back or deleted, and something about it is still here."""
    door: Door
    text: str
    day: date | None
    number: int
    earlier: tuple[Version, ...]
    shared: bool
    wish: Wish | None
    sentence: Sentence | None
    replies: tuple[Words, ...]
    words_open: bool
    opens: str
    """The chosen moment on the wall, while it lies ahead."""
    broken: bool

    @property
    def can_change(self) -> bool:
        """Whether one more version has a name."""
        return not self.shared or self.number < rules.VERSIONS


def letter_page(present: Present, letter: UUID) -> LetterPage | None:
    """The page of this letter. None where there is nothing about it that one may open."""
    found = rows_about(present, letter)
    if not (found.versions or found.received or found.replies):
        return None
    newest = found.newest
    answered = found.received is not None and found.received.mine
    door = (
        Door.READ
        if found.mine
        else rules.door(opens=found.opens, answered=answered, now=present.now)
    )
    shown = tuple(_versions(found)) if door is Door.READ else ()
    zone = clock.zone_or_utc(present.zone)
    return LetterPage(
        letter=letter,
        mine=found.mine,
        there=newest is not None,
        door=door,
        text=shown[-1].text if shown else "",
        day=newest.day if newest else None,
        number=newest.payload.number if newest else 0,
        earlier=shown[:-1],
        shared=newest is not None and with_partner(newest),
        wish=content.wishes().get(newest.payload.wish) if newest else None,
        sentence=_sentence(present, found),
        replies=tuple(map(_words, found.replies)),
        words_open=found.words_open and present.partner is not None,
        opens=found.opens.astimezone(zone).strftime(DAY_AND_TIME) if found.opens else "",
        broken=found.broken,
    )


def went(present: Present, letter: UUID) -> bool:
    """Whether this is a letter of the other's that I had come to read and that is gone."""
    found = rows_about(present, letter)
    answered = found.received is not None and found.received.mine
    return not found.versions and (answered or found.opens is not None)


def gone(letter: UUID) -> LetterPage:
    """The page of a letter of the other's about which nothing is here any more."""
    return LetterPage(
        letter=letter,
        mine=False,
        there=False,
        door=Door.READ,
        text="",
        day=None,
        number=0,
        earlier=(),
        shared=False,
        wish=None,
        sentence=None,
        replies=(),
        words_open=False,
        opens="",
        broken=False,
    )


def _versions(found: Letters) -> Iterator[Version]:
    for entry in found.versions:
        said = entry.payload
        yield Version(said.number, entry.day, said.text, with_partner(entry))


def _words(entry: Opened[Reply]) -> Words:
    return Words(entry.id, entry.mine, entry.day, entry.payload.text, with_partner(entry))


def _sentence(present: Present, found: Letters) -> Sentence | None:
    if found.received is None:
        return None
    entry, said = found.received, found.received.payload
    newest = found.newest
    return Sentence(
        mine=entry.mine,
        day=entry.day,
        text=in_full(present, said),
        shared=with_partner(entry),
        earlier=newest is not None and said.number < newest.payload.number,
        asked_for_time=bool(said.back),
    )


def in_full(present: Present, said: Received) -> str:
    """The sentence with its gap filled, a time being the one on this reader's wall."""
    back = ""
    if said.back:
        zone = clock.zone_or_utc(present.zone)
        back = datetime.fromisoformat(said.back).astimezone(zone).strftime(DAY_AND_TIME)
    return content.said(said.sentence, about=said.about, back=back)
