"""“You need to …”, “why can't you …”, “stop …”: the same as something that can be declined."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import Piece, ask, same, seen
from nearer.coach.rewriting.shapes import compiled, fits, holds, shape
from nearer.coach.rewriting.trimming import asks_control, doing_words, says_verdict

_CHORES: Final = frozenset(
    [
        "do",
        "cook",
        "clean",
        "wash",
        "tidy",
        "carry",
        "pack",
        "plan",
        "organise",
        "organize",
        "manage",
        "handle",
        "sort",
        "look",
    ]
)


def asking(clause: str, *, marked: bool) -> Iterator[Piece]:
    """`marked`: whether a judge heard a demand here; only then is an imperative taken for one."""
    said = _known(clause) if marked or not holds("needs_mark", clause) else None
    if said:
        yield same(said)
        return
    must = fits("must_you", clause)
    if must:
        yield from _not_to(must["do"])
        return
    thing = fits("want_thing", clause) if marked else None
    if thing and not _refused(thing["it"]):
        yield same(f"I would love {thing['it']}. Would that be possible?")
        return
    found = (fits("you_will", clause) if marked else None) or fits("told", clause)
    if found:
        yield from _would(found["do"])
    elif marked:
        yield from _told(clause)


def _known(clause: str) -> str | None:
    """What has a kinder word of its own: “stop shouting” is “would you lower your voice?”."""
    for pattern, said in _specials():
        found = pattern.fullmatch(clause)
        if found:
            groups = {name: words or "" for name, words in found.groupdict().items()}
            groups["at"] = groups.get("at") or "me"
            return said.format(**groups)
    return None


@cache
def _specials() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((compiled(one["when"]), one["said"]) for one in pack("shapes")["asked"])


def _told(clause: str) -> Iterator[Piece]:
    """An order: “put the phone down”, “stop texting me at work”, “don't tell me how to drive”."""
    stop = fits("stop_doing", clause)
    if stop:
        first, rest = doing_words(stop["do"])
        if first and not _refused(f"{first} {rest}") and not _refused(stop["do"]):
            yield ask(f"not to {first} {rest}", bare=True)
        return
    never = fits("do_not_do", clause)
    if never:
        first, rest = doing_words(never["do"])
        if (
            first
            and first not in {"be", "bother", "worry", "dare", "think", "start", "make"}
            and not _refused(f"{first} {rest}")
        ):
            yield ask(f"not to {first} {rest}", bare=True)
        return
    first = clause.split(" ", maxsplit=1)[0].lower()
    if verbs.is_base(first) and " " in clause:
        yield from _would(clause)


def _not_to(do: str) -> Iterator[Piece]:
    """“Must you …”: that somebody may leave it."""
    first, rest = doing_words(do)
    same_word = do.split(" ", maxsplit=1)[0].lower() == first
    if first and rest and same_word and first != "be" and not says_verdict(do):
        yield ask(f"not to {first} {rest}", bare=True)


def _would(do: str) -> Iterator[Piece]:
    do = shape("softeners").sub("", do)
    do = shape("ends_of_asking").sub("", shape("trailing_or").sub("", do))
    stop = re.fullmatch(r"stop (?P<do>\w+ing\b.*)", do, re.IGNORECASE)
    if stop:
        yield from _told(do)
        return
    first, rest = doing_words(do)
    if first == "be" and do.lower().startswith("be "):
        if fits("be_where", rest):
            yield ask(f"be {rest}")
        return
    begins = do.split(" ")[0].lower()
    if not first or (begins != first and not begins.endswith("ing")) or _refused(f"{first} {rest}"):
        return
    yield ask(f"{first} {rest}")


def _refused(phrase: str) -> bool:
    return (
        says_verdict(phrase)
        or asks_control(phrase)
        or bool(re.match(_data(), phrase.strip(), re.IGNORECASE))
    )


@cache
def _data() -> str:
    never: dict[str, Any] = pack("rewriting")["ask"]
    return str(never["unasked"])


def waiting(clause: str) -> Iterator[Piece]:
    """What ends a talk becomes a pause with a way back."""
    data: dict[str, Any] = pack("rewriting")["ask"]
    parts = re.split(r"[,;] (?:and )?", clause)
    if all(re.fullmatch(data["pause"], part, re.IGNORECASE) for part in parts):
        said = data["paused"][len(clause) % len(data["paused"])]
        yield Piece(said, said, "", "")
    elif re.fullmatch(data["leaving"], clause, re.IGNORECASE) and "," not in clause:
        yield same(f"{clause}. Can we talk about it later?")


def alone_with(clause: str) -> Iterator[Piece]:
    """“I do everything here”, “I'm the only one who …”, “why is it always me who …”."""
    found = fits("i_have_to", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    if first in _CHORES and not rest.startswith("everything"):
        yield seen(f"I {first} {rest} on my own")
        return
    found = fits("everything_myself", clause)
    if found:
        yield seen(f"I do everything on my own{found['where']}")
        return
    found = fits("has_to", clause)
    if found:
        yield seen(f"I am the one who has to {found['do']}")
        return
    found = fits("only_one_who", clause)
    found = found or fits("always_me_who", clause)
    if found:
        verb = verbs.base(found["do"])
        if verb in _CHORES and not says_verdict(found["rest"]):
            yield seen(f"I {verb} {found['rest']} on my own")
        elif verb and not says_verdict(found["rest"]):
            yield seen(f"I am the one to {verb} {found['rest']}")
