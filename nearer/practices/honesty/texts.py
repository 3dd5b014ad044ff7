"""More banks: stems to finish, pairs to read, guides for hard things, writings of an observer."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from nearer.content import banks
from nearer.practices.honesty.content import PACKAGE

DOTS: Final = "…"


@dataclass(frozen=True, slots=True)
class Depth:
    """How close to the skin a stem goes."""

    id: str
    title: str
    about: str


DEPTHS: Final = {
    depth.id: depth
    for depth in (
        Depth("light", "Light", "For a day like any other."),
        Depth("tender", "Tender", "A little closer to the skin."),
        Depth("fear", "Rarely said", "Fears, and what one hides. Only if you want to."),
    )
}


@dataclass(frozen=True, slots=True)
class Stem:
    """The beginning of a sentence; it ends with dots."""

    id: str
    depth: str
    text: str
    source: str
    replaces: str = ""
    retired: bool = False

    @property
    def beginning(self) -> str:
        """The stem without its dots, as it goes on."""
        return self.text.removesuffix(DOTS).rstrip()

    def finished(self, rest: str) -> str:
        return f"{self.beginning} {rest}"


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing said twice: as it may land as blame, and from inside."""

    id: str
    before: str
    after: str
    what: str
    """What changed, in one line."""
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """How a hard thing can be told, with a way out."""

    id: str
    key: str
    """What stands for it in addresses. It says nothing: a browser remembers them."""
    title: str
    about: str
    steps: tuple[str, ...]
    openers: tuple[str, ...]
    """Words to begin with, as they would be said."""
    if_hard: str
    """What to do where it goes badly."""
    way_out: str
    minutes: int
    source: str
    replaces: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """One writing of seven minutes: three steps out of one's own eyes and into kinder ones."""

    id: str
    title: str
    steps: tuple[str, ...]
    source: str
    replaces: str = ""
    retired: bool = False


@cache
def every_stem() -> dict[str, Stem]:
    """Every stem there ever was, retired ones too, since kept lines name them."""
    return banks.by_id(PACKAGE, "content/en/stems.toml", table="stem", item=Stem)


@cache
def every_pair() -> dict[str, Pair]:
    return banks.by_id(PACKAGE, "content/en/pairs.toml", table="pair", item=Pair)


@cache
def every_guide() -> dict[str, Guide]:
    return banks.by_id(PACKAGE, "content/en/guides.toml", table="guide", item=Guide)


@cache
def guides_by_key() -> dict[str, Guide]:
    """Every guide there ever was, by what stands for it in addresses."""
    return {guide.key: guide for guide in every_guide().values()}


@cache
def every_prompt() -> dict[str, Prompt]:
    """Every prompt there ever was, retired ones too, since old writings name them."""
    return banks.by_id(PACKAGE, "content/en/observer.toml", table="prompt", item=Prompt)


@cache
def stems(depth: str = "") -> tuple[Stem, ...]:
    """The stems that are offered now, of one depth or of all."""
    return tuple(it for it in banks.offered(every_stem()) if depth in {"", it.depth})


@cache
def pairs() -> tuple[Pair, ...]:
    return banks.offered(every_pair())


@cache
def guides() -> tuple[Guide, ...]:
    return banks.offered(every_guide())


@cache
def prompts() -> tuple[Prompt, ...]:
    return banks.offered(every_prompt())
