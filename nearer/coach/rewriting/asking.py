"""“You need to …”, “why can't you …”, “stop …”: the same as something that can be declined."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from nearer.coach.packs import pack
from nearer.coach.rewriting import verbs
from nearer.coach.rewriting.pieces import Piece, ask, same, seen
from nearer.coach.rewriting.trimming import asks_control, doing_words, says_verdict

_TOLD: Final = (
    r"you (?:really )?(?:need|have|have got|got|are|ought|must|are going|will have|are supposed|are meant|are expected|had better|must be) to (?P<do>.+)",
    r"you (?:must|should|had better|might want to|better) (?:at least )?(?P<do>.+)",
    r"I (?:need|want|expect|demand|require|would like|told|asked) (?:for )?(?:you to|that you) (?P<do>.+)",
    r"(?:how many times do I have to|do I (?:really )?have to|must I) (?:ask|tell|remind|beg) you to (?P<do>.+)",
    r"I have (?:asked|told) you (?:\w+ )?(?:times )?to (?P<do>.+)",
    r"(?:(?:why )?(?:can|could|will|would) (?:not you|you not)|why (?:do not you|you can not)) (?:please |at least |for once |maybe |try to )*(?P<do>.+)",
    r"(?:would it|will it|does it) (?:really )?(?:hurt|kill|cost) you (?:so much |any |a bit )?to (?P<do>.+)",
    r"it would not (?:hurt|kill) you to (?P<do>.+)",
    r"is it (?:really )?(?:too much|so much|so hard|that hard|so difficult|too hard)(?: to ask)?(?: for you| of you)? (?:that you|to|for you to) (?P<do>.+)",
    r"(?:how hard|how difficult) (?:is it|can it be) to (?P<do>.+)",
    r"(?:how about|any chance|is there any chance)(?: that)? you (?:could |can |might )?(?:actually |just )?(?P<do>.+)",
    r"I (?:would|will) (?:be (?:so |very |ever so )?(?:grateful|obliged|glad)|appreciate it|take it as a kindness|like it|love it)(?: very much)? if (?:at some point )?you (?:would|could|can) (?P<do>.+)",
    r"would it be (?:possible|too much)\b.{0,40}? for you to (?P<do>.+)",
    r"I (?:must |am going to |would )?(?:insist|ask|hope) (?:that )?you (?P<do>.+)",
    r"(?:could|can|will|would) you (?:perhaps|maybe|possibly|please|just|at least)?,? ?(?P<do>.+)",
    r"(?:get (?:off|up)\b.*?|come down|come here|shift yourself\b.*?|put .{2,30} (?:down|away)) and (?P<do>(?:help|wash|tidy|cook|feed|talk|look|clean|answer|sit)\b.+)",
    r"next time,? (?P<do>.+)",
    r"(?:try to|try and|go and|make sure you|make sure to|be sure to|you might try to|maybe try to) (?P<do>.+)",
    r"at least (?P<do>.+)",
)
_SORRY: Final = r"(?:say (?:you are )?sorry|apologise|apologize)(?: to me)?(?: first)?"
_MUST: Final = r"(?:you (?:need|have|ought|must|should)(?: to)? |why (?:can|do) not you |why you can not |grow up and )?"
_SPECIAL: Final = (
    (
        rf"(?:you owe me an? (?:apology|sorry)|{_MUST}{_SORRY})",
        "an apology would mean a lot to me.",
    ),
    (
        r"(?:stop|quit|do not|you (?:need|have) to stop|can you not stop) (?:shout|yell|scream)(?:ing)?(?: at (?P<at>me|us|the kids))?(?: like that)?(?P<tail> in front of .+)?",
        "would you lower your voice{tail}?",
    ),
    (
        r"(?:stop|quit|do not|never) (?:talk|speak)(?:ing)? to (?P<at>me|her|him|them|my \w+) (?:like (?:that|this|I .+)|in that (?:tone|way)|(?:use|with|in) this tone)(?P<tail> in front of .+)?",
        "would you use a gentler tone with {at}{tail}?",
    ),
    (
        r"(?:stop|quit) (?:interrupt(?:ing)?(?: me)?|cutting me off)(?: and let me finish)?(?P<tail> when .+)?",
        "could I finish what I'm saying{tail}?",
    ),
    (
        r"(?:listen|listen to me|will you listen|you need to listen(?: to me)?|you (?:have|need) to listen(?: to me)?)",
        "would you listen to me for a moment?",
    ),
    (
        r"(?:answer|answer me|reply|say something|talk to me)(?: please)?",
        "could you answer me when you can?",
    ),
    (r"pick up(?: the phone| your phone)?", "could you call me when you can?"),
    (r"(?P<at>(?:call|ring|text) me(?: back)?)", "could you {at} when you can?"),
    (r"help me", "could you help me?"),
)
_CHORES: Final = frozenset(
    ["do", "cook", "clean", "wash", "tidy", "carry", "pack", "plan", "organise", "organize", "manage", "handle", "sort", "look"]
)


def asking(clause: str, *, marked: bool) -> Iterator[Piece]:
    """`marked`: whether a judge heard a demand here; only then is an imperative taken for one."""
    for pattern, said in _SPECIAL:
        found = re.fullmatch(pattern, clause, re.IGNORECASE)
        if found and (marked or not re.match(r"(?:answer|pick|call|help|reply)", clause, re.IGNORECASE)):
            groups = {name: words or "" for name, words in found.groupdict().items()}
            groups["at"] = groups.get("at") or "me"
            yield same(said.format(**groups))
            return
    if marked:
        will = re.fullmatch(r"you (?:will|can|are going to) (?P<do>.+)", clause, re.IGNORECASE)
        if will:
            yield from _would(will["do"])
            return
    for pattern in _TOLD:
        found = re.fullmatch(pattern, clause, re.IGNORECASE)
        if found:
            yield from _would(found["do"])
            return
    if marked:
        yield from _told(clause)


def _told(clause: str) -> Iterator[Piece]:
    """An order: “put the phone down”, “stop texting me at work”, “don't tell me how to drive”."""
    stop = re.fullmatch(r"(?:stop|quit) (?P<do>\w+ing\b.*)", clause, re.IGNORECASE)
    if stop:
        first, rest = doing_words(stop["do"])
        if first and not _refused(f"{first} {rest}") and not _refused(stop["do"]):
            yield ask(f"not to {first} {rest}", bare=True)
        return
    never = re.fullmatch(r"(?:do not(?: you)?(?: ever)?|never) (?P<do>.+)", clause, re.IGNORECASE)
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


def _would(do: str) -> Iterator[Piece]:
    do = re.sub(r"^(?:just|please|at least|start|ever) (?=\w+$|\w+ )", "", do, flags=re.IGNORECASE)
    do = re.sub(
        r",? (?:for a change|once in a while|for once|once|and stop\b.*|like everyone else.*|like other .*)$",
        "",
        do,
        flags=re.IGNORECASE,
    )
    stop = re.fullmatch(r"stop (?P<do>\w+ing\b.*)", do, re.IGNORECASE)
    if stop:
        yield from _told(do)
        return
    first, rest = doing_words(do)
    if first == "be" and do.lower().startswith("be "):
        if re.fullmatch(
            r"(?:at|home|here|there|on time|on my side|back|ready|in|by|awake)\b.*", rest, re.IGNORECASE
        ):
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
    if re.fullmatch(data["pause"], clause, re.IGNORECASE):
        yield same(data["paused"][len(clause) % len(data["paused"])])
    elif re.fullmatch(data["leaving"], clause, re.IGNORECASE) and "," not in clause:
        yield same(f"{clause}. Can we talk about it later?")


def alone_with(clause: str) -> Iterator[Piece]:
    """“I do everything here”, “I'm the only one who …”, “why is it always me who …”."""
    found = re.fullmatch(
        r"I (?:always )?(?:have to |am the (?:only )?one who (?:ever )?(?:does |has to do )?)?(?:do(?:es)? )?everything(?: (?:alone|myself|by myself|on my own))?(?P<where>(?: (?:around|in|at|for|here)\b.*)?)",
        clause,
        re.IGNORECASE,
    )
    if found:
        yield seen(f"I do everything on my own{found['where']}")
        return
    found = re.fullmatch(
        r"I am the (?:only )?one who (?:ever |always )?(?P<do>\w+s) (?P<rest>.+)", clause, re.IGNORECASE
    )
    found = found or re.fullmatch(
        r"(?:why is it|it is|why am I|why is)(?: always)? me (?:who|that)(?: always| ever)? (?P<do>\w+s) (?P<rest>.+)",
        clause,
        re.IGNORECASE,
    )
    if found:
        verb = verbs.base(found["do"])
        if verb in _CHORES and not says_verdict(found["rest"]):
            yield seen(f"I {verb} {found['rest']} on my own")
        elif verb and not says_verdict(found["rest"]):
            yield seen(f"I am the one to {verb} {found['rest']}")
