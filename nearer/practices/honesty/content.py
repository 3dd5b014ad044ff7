"""The banks: how somebody would like to be received, and how a letter can be answered first."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks

PACKAGE: Final = "nearer.practices.honesty"
ABOUT: Final = "{about}"
BACK: Final = "{back}"


@dataclass(frozen=True, slots=True)
class Wish:
    """How its writer would like a letter to be received, said to the reader."""

    id: str
    text: str
    remote: bool
    """Whether two in different places can do it."""
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence to answer with first. It may have one gap."""

    id: str
    text: str
    source: str
    replaces: str = ""
    retired: bool = False

    @property
    def gap(self) -> str:
        """`about` for something to name, `back` for a time, "" for none."""
        return next((gap for gap in ("about", "back") if f"{{{gap}}}" in self.text), "")

    @property
    def label(self) -> str:
        """The sentence as it stands beside its button."""
        return self.text.replace(f"{ABOUT}.", "…").replace(f"{BACK}.", "…")

    def filled(self, *, about: str = "", back: str = "") -> str:
        return self.text.replace(ABOUT, about.rstrip(".")).replace(BACK, back)


@cache
def wishes() -> dict[str, Wish]:
    """Every wish there ever was, retired ones too, since old letters name them."""
    return banks.by_id(PACKAGE, "content/en/wishes.toml", table="wish", item=Wish)


@cache
def sentences() -> dict[str, Sentence]:
    """Every sentence there ever was, retired ones too, since old answers name them."""
    return banks.by_id(PACKAGE, "content/en/sentences.toml", table="sentence", item=Sentence)


def said(sentence: str, *, about: str = "", back: str = "") -> str:
    """A first answer in full. One that this version does not know stands as an ellipsis."""
    known = sentences().get(sentence)
    return known.filled(about=about, back=back) if known else "…"
