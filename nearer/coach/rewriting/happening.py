"""“You always …”, “every time … you …”, “you forgot …”: what happened, as it reached the writer."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.never import is_never, never
from nearer.coach.rewriting.pieces import FEELING, Piece, noticed, same, seen, unmet, wish
from nearer.coach.rewriting.trimming import doing_words, says_verdict

_ALWAYS: Final = "(?:always|constantly|forever|usually|often|keep on|all the time|every time|again|once again|yet again|still)"
_TIME: Final = "(?:every (?:single )?time(?: that)?|each time|any time|anytime|whenever|when|if|as soon as|the (?:moment|minute|second))"
_AGAIN = re.compile(
    r"^(?P<do>.+?)(?<!,)(?<! as) (when|whenever|every time|as soon as|if) (?P<when>(?:I|we|my|your|the|our|it(?! is)|he|she|they|someone|people|anyone)\b.+)$",
    re.IGNORECASE,
)
_ALONE: Final = frozenset(
    ["cancel", "leave", "laugh", "shout", "yell", "scream", "vanish", "disappear", "interrupt", "snore", "flirt"]
)
_SAID: Final = 3
_MINE: Final = frozenset(
    ["feel", "felt", "think", "know", "want", "need", "love", "hope", "wish", "guess", "mean", "see", "like", "am", "was", "have", "had", "do", "did", "hate", "said"]
)
_CLAUSES: Final = r"\b(?:because|so that|as if|as though|like (?:I|you|we)|instead|rather than|just to|in order to|only to|than)\b"


def happening(clause: str) -> Iterator[Piece]:
    """Each way in which it can be said; none where the clause is a verdict."""
    yield from _every_time(clause)
    yield from _all_you_do(clause)
    yield from _hoped(clause)
    yield from _and_you(clause)
    yield from _going_on(clause)
    yield from _without_you(clause)
    yield from _only_when(clause)
    found = re.fullmatch(
        r"why (?P<be>was|am) I (?:always )?(?P<how>(?:the|not|left|told)\b.+)", clause, re.IGNORECASE
    )
    if found:
        yield seen(f"I {found['be']} {found['how']}", then=found["be"].lower() == "was")
    found = re.fullmatch(
        rf"(?:why (?:do|are) )?you (?:are |have )?{_ALWAYS} (?P<do>.+)", clause, re.IGNORECASE
    )
    if found:
        yield from _habit(found["do"])
        return
    found = re.fullmatch(r"(?:why (?:do )?)?(?:you )?keep (?P<do>\w+ing\b.*)", clause, re.IGNORECASE)
    if found and clause.lower().startswith(("you", "why")):
        yield from _habit(found["do"])
        return
    found = re.fullmatch(r"you (?P<do>.+)", clause, re.IGNORECASE)
    if found:
        yield from _event(found["do"])


def _habit(do: str) -> Iterator[Piece]:
    do = re.sub(r"^(?:been|be|have to|had to) ", "", do, flags=re.IGNORECASE)
    if re.search(_CLAUSES, do, re.IGNORECASE):
        return
    flipped = _AGAIN.match(do)
    around, do = (flipped["when"], flipped["do"]) if flipped else ("", do)
    said = _now(do)
    if said:
        yield seen(f"{around} and {said}" if around else said)


def _now(do: str) -> str | None:
    """The verb phrase as something that happens, or None."""
    first, rest = doing_words(do)
    if re.fullmatch(_data()["states"], do, re.IGNORECASE) and not says_verdict(do) and "," not in do:
        return f"you are {do}"
    if not first or verbs.is_past(do.split(" ", maxsplit=1)[0]):
        return None
    return _reached(f"{first} {rest}".strip(), then=False)


def _reached(phrase: str, *, then: bool) -> str | None:
    for pattern, now, before in _ways():
        found = pattern.match(phrase)
        if found and now:
            said = (before if then else now).replace("{1}", found[1] if found.re.groups else "")
            tail = phrase[found.end() :]
            return (
                None
                if says_verdict(tail) or re.search(_CLAUSES, tail)
                else said + _other(tail, then=then)
            )
    if re.match(_data()["unseen"] + r"\b", phrase, re.IGNORECASE) or says_verdict(phrase):
        return None
    if re.search(_CLAUSES, phrase, re.IGNORECASE):
        return None
    first, _, rest = phrase.partition(" ")
    if first == "say" and len(rest.split()) < _SAID:
        return None
    if first not in _acts() or (not rest and first not in _ALONE):
        return None
    if re.search(r", (?!with|in|on|at|for|and|without)", phrase) or re.search(r"\bwhen\b", phrase):
        return None
    if not then:
        return f"you {phrase}"
    return f"you {verbs.past(first)} {rest}".rstrip()


def _other(tail: str, *, then: bool) -> str:
    """Behind “I was on my own”, a second thing that was done needs its “you” again."""
    found = re.search(r" and (?:then )?(\w+)(?= )", tail)
    if (
        found
        and verbs.base(found[1])
        and (verbs.is_past(found[1]) if then else verbs.is_base(found[1]))
    ):
        return tail.replace(" and ", " and you ", 1)
    return tail


def _event(do: str) -> Iterator[Piece]:
    """One time that is over: “forgot our anniversary”, “have left me alone”."""
    before = do
    if re.search(_CLAUSES, do, re.IGNORECASE) or re.search(
        r"\b(?:and did|no (?!more|time|money|heating|food))", do
    ):
        return
    do = re.sub(
        r"^(?:have|had) (?:already |again |now )*(?=\w+(?:ed|en|t|d|ne|me|un)\b)",
        "",
        do,
        flags=re.IGNORECASE,
    )
    had = do != before
    told = do.split(" ")[0]
    first, rest = doing_words(do)
    if (
        told.lower()
        in {"are", "is", "am", "have", "has", "had", "were", "was", "do", "did", "been"}
        or not first
    ):
        yield from _being(do)
        return
    if re.search(r"\band (?:then )?(?:you|your)\b", rest):
        return
    phrase = f"{first} {rest}".strip()
    then = had or verbs.is_past(told) or first in _either()
    if had and re.search(r"\b(?:since|twice|times|years|every)\b", rest):
        return
    if not then:
        yield from _habit(phrase)
        return
    thing = re.fullmatch(
        r"forget (?:about )?((?:my|our|his|her|the|to bring|what)\b.+)", phrase, re.IGNORECASE
    )
    if (
        then
        and thing
        and not re.match(r"to |what", thing[1])
        and not re.search(r",|\b(?:was|were|is|are|and|because)\b", thing[1])
    ):
        yield _forgotten(thing[1])
        return
    flipped = _AGAIN.match(phrase)
    if flipped:
        then = not (
            first in _either() and not any(verbs.is_past(w) for w in flipped["when"].split(" "))
        )
        said = _reached(flipped["do"], then=then)
        if said:
            yield seen(f"{flipped['when']} and {said}", then=then)
        return
    said = _reached(phrase, then=then)
    if said:
        yield seen(said, then=then)


def _forgotten(thing: str) -> Piece:
    many = re.search(r"\w{2,}[^s]s$", thing.split(" for ", maxsplit=1)[0]) is not None
    return seen(f"{thing} {'were' if many else 'was'} forgotten", then=True)


def _being(do: str) -> Iterator[Piece]:
    """“are on your phone again”, “are texting her”."""
    found = re.fullmatch(r"(are|were) (?:always |again |still )?(.+)", do, re.IGNORECASE)
    if not found or says_verdict(found[2]) or "," in do:
        return
    first, _ = doing_words(found[2])
    doing = (
        found[2].lower().split(" ")[0].endswith("ing")
        and first
        and first not in {"be", "act", "make", "do", "get"}
    )
    if (re.fullmatch(_data()["states"], found[2], re.IGNORECASE) and "," not in do) or (
        doing and not re.match(_data()["unseen"] + r"\b", f"{first} {found[2].partition(' ')[2]}")
    ):
        yield seen(f"you {found[1]} {found[2]}", then=found[1].lower() == "were")


def _every_time(clause: str) -> Iterator[Piece]:
    """“Every time I cook you come late”: the first “you” that does something is the turn."""
    begins = re.match(rf"{_TIME} (?=\w)", clause, re.IGNORECASE)
    if not begins:
        return
    rest = clause[begins.end() :]
    for found in re.finditer(r",? \b(?:and )?you (?:are |just |always |will |have to )*", rest):
        around, do = rest[: found.start()], rest[found.end() :]
        if " " not in around or not do or says_verdict(around):
            continue
        said = _now(do)
        if said:
            yield seen(f"{around} and {said}")
            return


def _all_you_do(clause: str) -> Iterator[Piece]:
    found = re.fullmatch(
        r"all you (?:ever )?(?:do|did)(?: (?:all day|all night|these days|lately|now))? is (?P<do>.+)",
        clause,
        re.IGNORECASE,
    )
    if found:
        said = _now(found["do"])
        if said:
            yield seen(said)
    found = re.fullmatch(
        r"all you (?:ever )?(?:talk|think|speak) about is (?P<it>.+)", clause, re.IGNORECASE
    )
    if found and not says_verdict(found["it"]):
        yield wish(f"I would love to talk about other things than {found['it']} too", "talk")


def _hoped(clause: str) -> Iterator[Piece]:
    """“You said you'd text and you didn't”: the promise is what was hoped for."""
    found = re.fullmatch(
        r"you (?:said|promised|told me|swore)(?: me)?(?: that)? (?:you|that you) (?:would|were going to|will) (?P<do>.+?),? (?:and|but|and then)(?: then)?(?: you)? (?:did not|have not|never did|never have|do not|did nothing|were not|nothing)(?: (?:do it|bother|even bother|done it|come))?",
        clause,
        re.IGNORECASE,
    ) or re.fullmatch(r"you promised(?: me)?(?: that you would| to) (?P<do>.+)", clause, re.IGNORECASE)
    if found and not says_verdict(found["do"]):
        yield unmet(f"I had hoped you would {found['do']}", found["do"])


def _and_you(clause: str) -> Iterator[Piece]:
    """“I cried about the scan and you made a joke.”."""
    found = re.fullmatch(
        r"(?P<around>(?:your|my|our|I|he|she|they|the)\b.+?),? (?:and|so|but|while) you (?P<do>.+)",
        clause,
        re.IGNORECASE,
    )
    if (
        not found
        or not any(verbs.is_past(word) for word in found["around"].split(" "))
        or says_verdict(found["around"])
        or re.search(r"\byou\b", found["around"])
    ):
        return
    first, rest = doing_words(found["do"])
    told = found["do"].split(" ")[0]
    if first and verbs.is_past(told):
        said = _reached(f"{first} {rest}".strip(), then=True)
        if said:
            yield seen(f"{found['around']} and {said}", then=True)


def _going_on(clause: str) -> Iterator[Piece]:
    """“You've been scrolling since we sat down.”."""
    found = re.fullmatch(
        r"you have been (?P<do>(?P<verb>\w+ing)\b.*?\b(?:since|for|all)\b.+)", clause, re.IGNORECASE
    )
    first = verbs.base(found["verb"]) if found else None
    if (
        found
        and first in _acts()
        and not says_verdict(found["do"])
        and not re.search(_CLAUSES, found["do"])
    ):
        yield noticed(f"you have been {found['do']}")


def _without_you(clause: str) -> Iterator[Piece]:
    """“Because of you I missed the exam”, “again I did the night check on my own”."""
    clause = re.sub(
        r"^(?:because of|thanks to|cos of|thx to|for the fault of) you(?:r [\w ]{2,24}?)?,? (?=(?:I|we)\b)|^(?:all these years|(?:every|each) (?:\w+ )?(?:night|day|morning|evening|week|weekend|year)),? (?=(?:I|we)\b)",
        "",
        clause,
        flags=re.IGNORECASE,
    )
    found = re.fullmatch(r"(?P<who>I|we) (?P<verb>\w+) .+", clause, re.IGNORECASE)
    if (
        not found
        or re.search(r"\byour?\b|,", clause)
        or says_verdict(clause)
        or found["verb"] in _MINE
    ):
        return
    if verbs.base(found["verb"]):
        yield noticed(clause)


def _only_when(clause: str) -> Iterator[Piece]:
    """“You only ever call when you're walking somewhere.”."""
    found = re.fullmatch(
        r"you only (?:ever )?(?P<do>\w+ .+?|call|text|ring|write|talk) when .+", clause, re.IGNORECASE
    )
    first, rest = doing_words(found["do"]) if found else ("", "")
    if found and first in _acts() and not says_verdict(found["do"]):
        yield wish(
            f"I would love you to {first} {rest} at other times too".replace("  ", " "), found["do"]
        )


def owned(clause: str) -> Iterator[Piece]:
    """“I feel sad that you never …”: the feeling is theirs already."""
    found = re.fullmatch(
        r"(?P<own>I (?:am|feel|felt|was|am feeling|get) (?:so |really |very |just )*(?:sad|lonely|alone|hurt|scared|worried|tired|exhausted|overwhelmed|disappointed|embarrassed|jealous|angry|furious|frustrated|confused|upset|anxious|stressed))"
        r" (?P<how>because|that|when|since|as|every time|whenever|if)? ?(?P<rest>you .+)",
        clause,
        re.IGNORECASE,
    )
    if not found:
        return
    for piece in (*never(found["rest"]), *is_never(found["rest"])):
        if not piece.named.startswith("It was hard"):
            low = (
                piece.named
                if piece.named.startswith("I") and piece.named[1:2] in " '"
                else piece.named[:1].lower() + piece.named[1:]
            )
            yield same(f"{found['own']}, and {low}")
    if (found["how"] or "").lower() in {"when", "because", "every time", "whenever", "that"}:
        for piece in happening(found["rest"]):
            when = re.match(r"It(?:'s| was) hard for me (when .+)", piece.named)
            if when:
                yield same(f"{found['own']} {when[1]}")


def complained(clause: str) -> Iterator[Piece]:
    """“I hate it when you …”, “I feel ignored when you …”."""
    found = re.fullmatch(
        r"(?:it|that) (?:hurts|upsets me|annoys me|bothers me|drives me mad|kills me|makes me (?P<own>sad|angry|anxious|nervous|lonely|cry|jealous)) (?:when|how|that) you (?P<do>.+)"
        r"|I (?:hate|can not stand|am sick of|do not like) (?:it when|how|the way|that) you (?P<hate>.+)"
        r"|I (?:feel|felt) (?:like|as if) (?!you\b)(?:[\w' ]{2,40}?) (?:when|every time|whenever) you (?P<like>.+)"
        r"|I (?:am feeling|feel|felt) (?:so |really |very |completely |totally )*(?:ignored|abandoned|neglected|rejected|unheard|unwanted|unloved|invisible|disrespected|betrayed|unappreciated|used|attacked|judged|left out|dismissed|criticised|unseen|alone|excluded)(?: by you)? (?:when|every time|whenever|because) you (?P<felt>.+)",
        clause,
        re.IGNORECASE,
    )
    if found:
        do = found["do"] or found["hate"] or found["felt"] or found["like"]
        do = re.sub(rf"^(?:{_ALWAYS}|never) ", "", do)
        for piece in (*_habit(do), *_event(do)):
            own = found["own"]
            yield (
                Piece(
                    *(w.replace(FEELING, own) for w in (piece.first, piece.named, piece.after)),
                    piece.of,
                )
                if own and own != "cry"
                else piece
            )


@cache
def _acts() -> frozenset[str]:
    return frozenset(pack("rewriting")["acts"]["seen"].split())


@cache
def _either() -> frozenset[str]:
    return frozenset(pack("rewriting")["acts"]["put_or_let"].split())


def _data() -> dict[str, Any]:
    found: dict[str, Any] = pack("rewriting")["seen"]
    return found


@cache
def _ways() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(rf"{what}(?![\w'])", re.IGNORECASE), now, then) for what, now, then in _data()["reached"]
    )
