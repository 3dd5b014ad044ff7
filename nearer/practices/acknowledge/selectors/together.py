"""The shared acknowledgement of one round: its versions, and who may keep which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nearer.accounts.present import Present
from nearer.journal.opened import Opened, Reading
from nearer.journal.selectors import read
from nearer.journal.threads import Thread, fold, mark_of
from nearer.practices.acknowledge import content
from nearer.practices.acknowledge.entries import Keep, Kept, Step, Words
from nearer.practices.acknowledge.rules import acknowledgement as rules
from nearer.practices.acknowledge.rules.acknowledgement import Bit
from nearer.practices.acknowledge.selectors import distance
from nearer.reveal.actions import settle
from nearer.reveal.rules import Round
from nearer.reveal.selectors import rounds
from nearer.sealing.vault import Vault

TEXT = "acknowledge.text"


def thread_name(vault: Vault, number: int) -> str:
    """The thread of this round's text: a name that both know and nobody else can compute."""
    return vault.subject(TEXT, str(number)).hex


def keep_subject(vault: Vault, mark: str) -> UUID:
    return vault.subject(TEXT, "keep", mark)


def kept_subject(vault: Vault, mark: str) -> UUID:
    return vault.own_subject(Kept.kind, mark)


@dataclass(frozen=True, slots=True)
class Version:
    """One version, and what it changed in the one it followed."""

    step: Opened[Step]
    changed: tuple[Bit, ...]
    joins: bool


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """The text as it stands: one head, or two when both wrote at the same time."""

    number: int
    heads: tuple[Opened[Step], ...]
    seen: tuple[str, ...]
    versions: tuple[Version, ...]
    draft: str
    keeping: Round | None
    """Where keeping this very version stands; None when there is none to keep."""
    mark: str
    kept: Opened[Kept] | None
    """My own copy of this version."""
    broken: bool

    @property
    def forked(self) -> bool:
        return len(self.heads) > 1

    @property
    def text(self) -> str:
        """What the form begins with: mine, where there are two."""
        if not self.heads:
            return self.draft
        mine = (head for head in self.heads if head.mine)
        return str(next(mine, self.heads[-1]).payload.text)


def together(present: Present, number: int) -> TogetherPage | None:
    """The text of this round. None before its pictures are open to both."""
    drawn = distance.round_page(present, number)
    reading = read(present.vault, present.couple, kinds=(Step.kind, Kept.kind))
    ours = (e for e in reading.of(Step) if not distance.before_us(present.vault, e))
    thread = fold(thread_name(present.vault, number), ours)
    beside = drawn.beside if drawn else None
    if beside is None and not thread.steps:
        return None
    heads = thread.heads
    mark = mark_of(heads[0]) if len(heads) == 1 else ""
    return TogetherPage(
        number=number,
        heads=heads,
        seen=tuple(thread.seen),
        versions=_versions(thread),
        draft=_draft([cause.name for cause in beside.both] if beside else []),
        keeping=_keeping(present, mark) if mark else None,
        mark=mark,
        kept=_kept(present.vault, reading, mark),
        broken=bool(reading.broken),
    )


def _draft(names: Sequence[str]) -> str:
    pieces = [(piece.when, piece.text) for piece in content.pieces()]
    return rules.first_draft(pieces, names)


def _versions(thread: Thread[Any]) -> tuple[Version, ...]:
    """Oldest first, each beside what its writer had before their eyes."""
    by_mark = {mark_of(step): step for step in thread.steps}
    found = []
    for step in thread.steps:
        after = [by_mark[mark] for mark in step.payload.after if mark in by_mark]
        before = after[-1].payload.text if after else step.payload.text
        changed = rules.changes(before, step.payload.text)
        found.append(Version(step, tuple(changed), len(after) > 1))
    return tuple(found)


def _keeping(present: Present, mark: str) -> Round:
    key = (Keep.kind, keep_subject(present.vault, mark))
    return settle(present.pen, rounds(present.vault, present.couple, [key]))[key]


def _kept(vault: Vault, reading: Reading, mark: str) -> Opened[Kept] | None:
    subject = kept_subject(vault, mark) if mark else None
    return next((e for e in reading.own(Kept) if subject and e.subject == subject), None)


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What one wrote for oneself, and one's copies of what both kept."""

    mine: Opened[Words] | None
    besides: tuple[Opened[Words], ...]
    kept: tuple[Opened[Kept], ...]
    steps: tuple[Opened[Step], ...]
    """Versions of one's own that were written with somebody who is not here any more."""
    broken: bool


def words(present: Present) -> WordsPage:
    """Everything about the distance that one wrote, or may keep, as one's own."""
    kinds = (Words.kind, Kept.kind, Step.kind)
    reading = read(present.vault, present.couple, kinds=kinds)
    here = words_subject(present.vault)
    mine = next((e for e in reading.own(Words) if e.subject == here), None)
    return WordsPage(
        mine=mine,
        besides=tuple(e for e in reading.own(Words) if e.subject != here),
        kept=tuple(reading.own(Kept)),
        steps=tuple(
            e
            for e in reading.own(Step)
            if present.partner is None or distance.before_us(present.vault, e)
        ),
        broken=bool(reading.broken),
    )


def words_subject(vault: Vault) -> UUID:
    return vault.own_subject(Words.kind)
