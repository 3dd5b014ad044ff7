"""The phrases of a language, as data: `packs/en/*.toml`.

A phrase is words as `hearing` says them. `{name}` is one of the words of that name, `(a|b)`
one of several, `?` after a group makes it optional, `~` is up to three words that do not
turn the meaning round, and `~~` up to six. `^` and `$` are the ends of what is looked at.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "packs"
LANGUAGE: Final = "en"

# A gap steps over no “not”: “you did not hit me” says the contrary.
_STEP: Final = r"(?:(?!(?:not|never|no|nobody|without|if) )[\w']+ )"
_SIGNS: Final = {"~ ": f"{_STEP}{{0,3}}", "~~ ": f"{_STEP}{{0,6}}", "^": "(?<=^ )", "$": "(?= $)"}
_SIGN = re.compile(r"(~~? |\^|\$)")
_NAME = re.compile(r"\{(\w+)\}")


class NotAPack(ValueError):
    """A pack names words that it does not have; the message says which."""


@cache
def pack(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / LANGUAGE / f"{name}.toml").read_text("utf-8"))


def table(name: str, key: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = pack(name)[key]
    return {word: list(values) for word, values in found.items()}


def words_of(name: str, key: str) -> tuple[str, ...]:
    """A list of words; in the file it may be one string with white between them."""
    found = pack(name)[key]
    return tuple(found.split() if isinstance(found, str) else found)


@cache
def word_set(name: str, table: str, key: str) -> frozenset[str]:
    """The words of one string in a table, to look one up among them."""
    return frozenset(pack(name)[table][key].split())


def phrases(which: Iterable[str], words: dict[str, list[str]]) -> re.Pattern[str]:
    """One pattern that finds any of these phrases in what was heard, from one space to the next."""
    whole = "|".join(_named(phrase, words) for phrase in which)
    whole = "".join(_SIGNS.get(part, part) for part in _SIGN.split(whole))
    return re.compile(f" (?:{whole})(?= )")


def _named(phrase: str, words: dict[str, list[str]]) -> str:
    """The phrase with its words in the place of their names."""
    phrase = phrase.strip()

    def one_of(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise NotAPack(f"“{phrase}” names words that are not there: {found[1]}.")
        return f"(?:{'|'.join(_named(word, words) for word in words[found[1]])})"

    return _NAME.sub(one_of, phrase)
