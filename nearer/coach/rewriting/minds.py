"""“You think I'm stupid”, “you don't care”: a guess, told as a guess, with the question behind it."""

import re
from collections.abc import Iterator
from typing import Final

from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import SO, Piece, fear, same, story

_LONG: Final = 24
_HYPERBOLE: Final = r"\b(?:itself|themselves|fairies|magic|trees?|from the sky|telling me|made of money|(?:first|whole) lot)\b|\blike (?:a|an) "
_HELPS: Final = frozenset(["are", "were", "do", "did", "can", "could", "will", "would", "have", "had", "must", "not"])
_MORE: Final = "(?: any ?more)?"
_LEAD: Final = re.compile(
    r"^(?:I (?:feel|think|know|bet|can see|can tell|am sure|guess|suppose)(?: like| that| as if| as though)?"
    r"|it (?:feels|seems|looks|is)(?: to me)?(?: like| that| as if| as though)?|we both know(?: that)?"
    r"|(?:it is|that is) (?:obvious|clear|because)(?: that)?|deep down|in your eyes|face it|the truth is"
    r"|everyone knows(?: that)?|you know(?: that)?) (?=(?:you|I|my|we|your|our)\b)",
    re.IGNORECASE,
)
_CARES: Final = "(?:care|give a (?:shit|damn|toss|monkey's|fuck|rat's arse|rat's ass))"
_HEART: Final = "(?:love|want|need|like|trust|respect|believe|miss|value|find|fancy|desire|hear|see|understand|know)"
_STATES: Final = (
    "ashamed of|embarrassed (?:by|of|to)|bored (?:of|with)|tired of|fed up with|sick of|jealous of|glad|relieved|happy (?:when|that|if|to)"
    "|disappointed|disgusted by|angry|mad at|done with|over me|seeing|hiding|lying|cheating|laughing|pretending|hoping|waiting for"
    "|trying to|planning|going to|testing|punishing|enjoying|thinking|using|ignoring|avoiding|with me (?:for|because)"
)
_WHO: Final = {"me": "I", "us": "we", "him": "he", "her": "she", "them": "they"}


def minds(clause: str) -> Iterator[Piece]:
    """The fear first, where the clause says what is feared; else the story."""
    clause = _LEAD.sub("", clause)
    yield from _cared(clause)
    yield from _preferred(clause)
    yield from _last(clause)
    yield from _done(clause)
    yield from _thought(clause)


def _cared(clause: str) -> Iterator[Piece]:
    found = re.fullmatch(
        rf"you (?:do not|did not|never|would not|have never|could not|can not)(?: even| ever| really)* {_CARES}d?(?: (?:less|about it))?{_MORE}",
        clause,
        re.IGNORECASE,
    )
    if found:
        yield fear("it does not matter to you")
        return
    found = re.fullmatch(
        rf"you (?:do not|did not|never|could not|have never)(?: even| ever| really)* {_CARES}d?(?: less)? (?P<how>about|for|if|whether|that|how|what|who) (?P<it>.+?)(?P<more>{_MORE})(?: at all)?",
        clause,
        re.IGNORECASE,
    )
    if found:
        yield fear(
            _matters(found["how"].lower(), found["it"])
            + found["more"].replace("anymore", "any more")
        )
    found = re.fullmatch(
        r"(?:I|my [\w' ]+|we) (?:do|does|did) not (?:even )?(?:matter|count|mean anything)(?: to you)?(?: any ?more| at all)?",
        clause,
        re.IGNORECASE,
    )
    if found:
        yield fear(f"{re.sub(r' (?:to you|at all)$', '', clause)} to you")


def _matters(how: str, it: str) -> str:
    if how in {"if", "whether", "that"}:
        return f"it does not matter to you {how} {it}"
    if how in {"how", "what", "who"}:
        return f"{how} {it} does not matter to you"
    if it.lower() in _WHO:
        who = _WHO[it.lower()]
        return f"{who} {'does' if who in {'he', 'she'} else 'do'} not matter to you"
    return f"{it} {'do' if _many(it) else 'does'} not matter to you"


def _many(thing: str) -> bool:
    head = re.split(r" (?:of|for|at|in|on|with|about|to|from|I|we|and)\b", thing)[0]
    return " and " in thing or bool(re.search(r"(?:[^s'u]s|children|people|kids|us)$", head))


def _preferred(clause: str) -> Iterator[Piece]:
    found = (
        re.fullmatch(
            r"you (?:care about|love|like|value|prefer) (?P<it>(?!you\b|it\b|that\b).+?) (?:more|better|over|before|above)(?: (?:about|than|of))*(?: you (?:do|care|love))?(?: about)? (?P<who>me|us|your (?:own )?\w+|our \w+)",
            clause,
            re.IGNORECASE,
        )
        or re.fullmatch(
            r"you (?:care|love|think|worry) (?:so much )?more (?:about|for) (?P<it>.+?) than (?:you (?:do|care|love) )?(?:about |for )?(?P<who>me|us|your (?:own )?\w+|our \w+)",
            clause,
            re.IGNORECASE,
        )
        or re.fullmatch(
            r"(?P<it>(?:your|the|that|work|her|his|football|golf)\b.*?) (?:is|are|matters?|means?|comes?|was|were)(?: always)? (?:much |so much |way |a lot )?(?:more important|more|first|before)(?: (?:to|for) you)?(?: than| before)? (?P<who>me|us|your (?:own )?\w+|our \w+)(?: (?:is|are|am|do|does))?",
            clause,
            re.IGNORECASE,
        )
        or re.fullmatch(
            r"you (?:always |would )?(?:choose|chose|pick|picked|put) (?P<it>.+?) (?:over|before|first and) (?P<who>me|us|your (?:own )?\w+|our \w+)",
            clause,
            re.IGNORECASE,
        )
    )
    if found:
        yield fear(_more(found["it"], found["who"]))
        return
    found = re.fullmatch(
        r"all you (?:ever )?(?:care|think) about is (?P<it>.+)|you only (?:ever )?care about (?P<only>.+)",
        clause,
        re.IGNORECASE,
    )
    if found:
        it = found["it"] or found["only"]
        if re.match(r"(?:yourself|you|money)\b", it):
            yield fear("I do not matter to you")
        else:
            yield fear(_more(it, "me"))


def _last(clause: str) -> Iterator[Piece]:
    """“I always come last”, “it's always your family first”."""
    if re.fullmatch(
        r"I (?:always )?(?:come|am|came|have always come) (?:last|second)(?: (?:with you|for you|to you|on your list))?",
        clause,
        re.IGNORECASE,
    ):
        yield fear("I come last for you")
    found = re.fullmatch(
        r"(?:it is (?:always )?|you (?:have )?(?:always )?put |the entire marriage you have put )(?P<it>(?:your|the) [\w' ]{2,40}?) first(?: and .*)?",
        clause,
        re.IGNORECASE,
    )
    if found:
        yield fear(_more(found["it"], "me"))


def _more(it: str, who: str) -> str:
    it = _WHO.get(it.lower(), it)
    their = {"me": "I do", "us": "we do"}.get(
        who.lower(), f"{who} {'do' if _many(who) else 'does'}"
    )
    return f"{it} {'matter' if _many(it) or it == 'they' else 'matters'} more to you than {their}"


def _done(clause: str) -> Iterator[Piece]:
    found = re.fullmatch(
        r"you did (?:it|this|that) (?:all )?(?:on purpose|deliberately|intentionally)", clause, re.IGNORECASE
    )
    if found:
        yield same("I'm telling myself it was on purpose. Was it?")
    found = re.fullmatch(
        r"you (?:are|were) (?:just |only )?doing (?:it|this|that) (?:on purpose|deliberately)",
        clause,
        re.IGNORECASE,
    )
    if found:
        yield same("I'm telling myself it's on purpose. Is it?")


def _thought(clause: str) -> Iterator[Piece]:
    found = re.fullmatch(rf"you (?:are|were) (?P<it>(?:{_STATES}) ?.*)", clause, re.IGNORECASE)
    if found:
        if (
            re.match(
                r"(?:ashamed|embarrassed|bored|tired|fed up|disappointed|angry|mad|done|over|with|seeing)",
                found["it"],
                re.IGNORECASE,
            )
            and " were " not in f" {clause} "
        ):
            yield fear(clause)
        yield story(clause)
        return
    if re.fullmatch(
        rf"you do not {_HEART} (?:me|us|my\b.*|that I\b.*)|you (?:hate|resent|despise|regret) (?:me|us|marrying me|it when\b.*)",
        clause,
        re.IGNORECASE,
    ):
        yield fear(clause)
        return
    thinks = re.fullmatch(
        r"you (?:think|believe|reckon|assume|imagine|must think) (?:that )?I am (?P<it>stupid|an idiot|dumb|thick|ugly|fat|crazy|mad|boring|weak|lazy|needy|clingy|old|a failure|a burden|too sensitive|too much|not (?:good|clever|pretty|thin|interesting) enough)",
        clause,
        re.IGNORECASE,
    )
    if thinks:
        yield story(clause)
        yield same(f"I'm worried that I seem {thinks['it']} to you. {SO}")
        return
    yield from _guess(clause)


def _guess(clause: str) -> Iterator[Piece]:
    """Any guess about you, in the writer's words."""
    if len(clause.split()) > _LONG or clause.count(",") > 1 or re.search(_HYPERBOLE, clause, re.IGNORECASE):
        return
    if (
        (re.match(
            r"(?:part of |some part of )?you\b (?!never\b|always\b|need to\b|must\b|have to\b|should\b|better\b|keep\b|can\b)",
            clause,
            re.IGNORECASE,
        )
        and _does(clause))
        or re.match(
            r"I am (?:just |only )?(?:a|an|nothing|your|the)\b.*\b(?:to|for) you$", clause, re.IGNORECASE
        )
    ):
        yield story(re.sub(r"\b(?:always|never|everything) ", "", clause))


def _does(clause: str) -> bool:
    """Whether a verb stands behind “you”, so that it can stand behind “I'm telling myself”."""
    word = re.sub(
        r"^.*?\byou (?:only |still |just |already |clearly |would rather )?", "", clause, flags=re.IGNORECASE
    ).split(" ")[0]
    return verbs.base(word) is not None or word in _HELPS
