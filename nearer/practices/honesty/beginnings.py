"""What a letter can begin with: a stem, a guide, or a word. An address holds no text of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from nearer.practices.honesty import texts
from nearer.vocabulary import words

LONGEST: Final = 80
"""So many characters the name of a beginning has at most."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What stands in the field at first, and beside it."""

    name: str
    """`stem.small-today`, `guide.g09.2`, `feeling.lonely`, `need.rest`."""
    text: str
    about: str
    """One line that says where the writer comes from."""
    back: str
    steps: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        return f"?from={self.name}"

    def after(self, text: str) -> str:
        """This beginning behind what somebody has written already, in a paragraph of its own."""
        said = text.replace("\r\n", "\n").rstrip()
        return f"{said}\n\n{self.text}" if said else self.text


def named(name: str) -> Beginning | None:
    """The beginning of this name; None for any other word."""
    kind, _, which = name[:LONGEST].partition(".")
    return KINDS[kind](which) if kind in KINDS else None


def _stem(which: str) -> Beginning | None:
    stem = texts.every_stem().get(which)
    if stem is None:
        return None
    back = reverse("honesty:stem", kwargs={"stem": stem.id})
    about = "It begins with the sentence you chose. You can change every word of it."
    return Beginning(f"stem.{stem.id}", f"{stem.beginning} ", about, back)


def _guide(which: str) -> Beginning | None:
    """`g09` alone begins with nothing written; `g09.2` with the second opener."""
    found, _, opener = which.partition(".")
    guide = texts.guides_by_key().get(found)
    if guide is None:
        return None
    place = int(opener) if opener.isascii() and opener.isdecimal() and len(opener) == 1 else 0
    text = guide.openers[place - 1] if 0 < place <= len(guide.openers) else ""
    name = f"guide.{guide.key}.{place}" if text else f"guide.{guide.key}"
    back = reverse("honesty:guide", kwargs={"guide": guide.key})
    return Beginning(name, text, f"From the guide “{guide.title}”.", back, guide.steps)


def _feeling(which: str) -> Beginning | None:
    feeling = words.every_feeling().get(which)
    if feeling is None:
        return None
    family = words.slug(feeling.family)
    return Beginning(
        f"feeling.{feeling.id}",
        f"I feel {feeling.word}.",
        f"{words.title(feeling.word)}: {feeling.gloss}",
        reverse("honesty:family", kwargs={"family": family}),
    )


def _need(which: str) -> Beginning | None:
    need = words.every_need().get(which)
    if need is None:
        return None
    return Beginning(
        f"need.{need.id}",
        f"I need {need.word}.",
        f"{words.title(need.word)}: {need.gloss}",
        reverse("honesty:group", kwargs={"group": words.slug(need.group)}),
    )


KINDS: Final[dict[str, Callable[[str], Beginning | None]]] = {
    "stem": _stem,
    "guide": _guide,
    "feeling": _feeling,
    "need": _need,
}
