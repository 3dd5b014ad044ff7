"""“You always …”, “every time … you …”, “you forgot …”: what happened, without a verdict."""

import re
from collections.abc import Iterator
from typing import Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import Piece, missed, noticed, seen, unmet, wish
from nearer.coach.rewriting.reaching import (
    acts,
    forgotten,
    now,
    now_or_then,
    reached,
    state,
    unseen,
)
from nearer.coach.rewriting.shapes import fits, holds, opens, shape
from nearer.coach.rewriting.trimming import doing_words, says_verdict

_BE: Final = frozenset(
    ("are", "is", "am", "have", "has", "had", "were", "was", "do", "did", "been")
)


def happening(clause: str) -> Iterator[Piece]:
    """Each way in which it can be said; none where the clause is a verdict."""
    for way in (_every_time, _all_you_do, _hoped, _and_you, _going_on, _without_you, _only_when):
        yield from way(clause)
    found = fits("why_was_i", clause)
    if found:
        yield seen(f"I {found['be']} {found['how']}", then=found["be"].lower() == "was")
    found = fits("why_have_to", clause)
    if found and not says_verdict(found["do"]):
        yield seen(f"I have to {found['do']}")
    found = fits("more_time", clause)
    if found:
        yield wish(f"I would love to have as much time with you as {found['it']}", "time")
    habit = fits("habit", clause) or fits("keeps", clause)
    event = re.fullmatch(r"you (?P<do>.+)", clause, re.IGNORECASE)
    if habit:
        yield from _habit(habit["do"])
    elif event:
        yield from _event(event["do"])


def told(do: str) -> Iterator[Piece]:
    """What stands behind “when you”: a habit, or one time."""
    yield from _habit(do)
    yield from _event(do)


def _habit(do: str) -> Iterator[Piece]:
    do = re.sub(r"^(?:been|be|have to|had to) ", "", do, flags=re.IGNORECASE)
    if holds("because", do):
        return
    flipped = opens("flip", do)
    around, do = (flipped["when"], flipped["do"]) if flipped else ("", do)
    if do.lower().endswith(" only"):
        around, do = "", f"{do} when {around}"
    said = now(do)
    if said:
        yield seen(f"{around} and {said}" if around else said)


def _event(do: str) -> Iterator[Piece]:
    """One time that is over: “forgot our anniversary”, “have left me alone”."""
    if holds("because", do) or holds("denied_thing", do):
        return
    done = shape("perfect").sub("", do)
    word = done.split(" ", maxsplit=1)[0].lower()
    first, rest = doing_words(done)
    if not first or word in _BE:
        yield from _being(done)
    elif holds("and_you_too", rest):
        return
    elif done != do and holds("many_times", rest):
        if acts(first) and not says_verdict(done) and not unseen(f"{first} {rest}"):
            yield noticed(f"you have {done}")
    elif done != do or verbs.is_past(word) or now_or_then(first):
        yield from _once(first, rest)
    else:
        yield from _habit(f"{first} {rest}".strip())


def _once(first: str, rest: str) -> Iterator[Piece]:
    phrase, then = f"{first} {rest}".strip(), True
    thing = forgotten(phrase)
    if thing:
        yield seen(thing, then=True)
        return
    if phrase.startswith("forget to "):
        yield missed(f"I would have loved you to {phrase.removeprefix('forget to ')}", phrase)
        return
    flipped = opens("flip", phrase)
    if flipped and now_or_then(first):
        then = any(verbs.is_past(word) for word in flipped["when"].split(" "))
    told = flipped["do"] if flipped else phrase
    said = reached(told, then=then)
    if not said and now_or_then(first):
        then = False
        said = reached(told, then=False)
    if said:
        yield seen(f"{flipped['when']} and {said}" if flipped else said, then=then)


def _being(do: str) -> Iterator[Piece]:
    """“are on your phone again”, “are texting her”."""
    found = fits("being", do)
    if not found or says_verdict(found[2]) or "," in do:
        return
    first, rest = doing_words(found[2])
    word = found[2].lower().split(" ", maxsplit=1)[0]
    doing = word.endswith("ing") and first not in {
        "",
        "be",
        "act",
        "make",
        "do",
        "get",
        "remember",
        "think",
    }
    if state(found[2]) or (doing and not unseen(f"{first} {rest}")):
        yield seen(f"you {found[1]} {found[2]}", then=found[1].lower() == "were")


def _every_time(clause: str) -> Iterator[Piece]:
    """“Every time I cook you come late”: the first “you” that does something is the turn."""
    begins = opens("every_time", clause)
    if not begins:
        return
    rest = clause[begins.end() :]
    for found in shape("your_turn").finditer(rest):
        around, do = rest[: found.start()], rest[found.end() :]
        if " " not in around or not do or says_verdict(around):
            continue
        said = now(do)
        if said:
            yield seen(f"{around} and {said}")
            return


def _all_you_do(clause: str) -> Iterator[Piece]:
    found = fits("all_you_do", clause)
    if found:
        yield from _habit(found["do"])
    found = fits("all_you_talk", clause)
    if found and not says_verdict(found["it"]):
        yield wish(f"I would love to talk about other things than {found['it']} too", "talk")


def _hoped(clause: str) -> Iterator[Piece]:
    """“You said you'd text and you didn't”: the promise is what was hoped for."""
    other = fits("unkept_otherwise", clause)
    first, rest = doing_words(other["did"]) if other else ("", "")
    if other and first and verbs.is_past(other["did"].split(" ", maxsplit=1)[0]):
        said = reached(f"{first} {rest}".strip(), then=True)
        if said and not says_verdict(other["do"]):
            yield unmet(f"I had hoped you'd {other['do']}", other["do"], when=said)
    we = fits("promised_we", clause)
    if we and not says_verdict(we["do"]):
        yield unmet(f"I had hoped we would {we['do']}", we["do"])
    found = fits("unkept", clause) or fits("promised", clause)
    if found and not says_verdict(found["do"]):
        yield unmet(f"I had hoped you would {found['do']}", found["do"])


def _and_you(clause: str) -> Iterator[Piece]:
    """“I cried about the scan and you made a joke.”."""
    found = fits("and_you", clause)
    if (
        not found
        or not any(
            verbs.is_past(word) or word in {"lay", "was", "were"}
            for word in found["around"].split(" ")
        )
        or says_verdict(found["around"])
        or re.search(r"\byou\b", found["around"])
    ):
        return
    first, rest = doing_words(found["do"])
    told = found["do"].split(" ")[0]
    if first and verbs.is_past(told):
        said = reached(f"{first} {rest}".strip(), then=True)
        if said:
            yield seen(f"{found['around']} and {said}", then=True)


def _going_on(clause: str) -> Iterator[Piece]:
    """“You've been scrolling since we sat down.”."""
    found = fits("going_on", clause)
    first = verbs.base(found["verb"]) if found else None
    if (
        found
        and acts(first)
        and not says_verdict(found["do"])
        and not holds("because", found["do"])
    ):
        yield noticed(f"you have been {found['do']}")


def _without_you(clause: str) -> Iterator[Piece]:
    """“Because of you I missed the exam”, “again I did the night check on my own”."""
    said = shape("because_of_you").sub("", clause)
    often = opens("every_night", said)
    for one in (said, said[often.end() :]) if often else (said,):
        found = fits("scene_of_mine", one)
        if not found or holds("names_you", one) or says_verdict(one):
            continue
        mine = found["who"].lower() in {"i", "we"} and not _inner(found["verb"])
        alone = mine and (said != clause or often or holds("alone", one))
        able = said != clause and found["verb"].lower() in {"can", "could", "have", "had"}
        if able or (verbs.base(found["verb"]) and (alone or said != clause)):
            yield noticed(one, then=verbs.is_past(found["verb"]))


def _inner(verb: str) -> bool:
    return verb.lower() in pack("rewriting")["acts"]["inner"].split()


def _only_when(clause: str) -> Iterator[Piece]:
    """“You only ever call when you're walking somewhere.”."""
    found = fits("only_when", clause)
    first, rest = doing_words(found["do"]) if found else ("", "")
    if found and acts(first) and not says_verdict(f"{found['do']} {found['when']}"):
        yield seen(f"you {first} {rest}".rstrip() + f" only when {found['when']}")
        yield wish(
            f"I would love you to {first} {rest} at other times too".replace("  ", " "), found["do"]
        )
