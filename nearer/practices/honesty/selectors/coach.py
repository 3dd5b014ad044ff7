"""What the coach's part of a page shows. It is made of one reading and kept nowhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from nearer.coach.reading import PARTS, PSEUDO, Reading, Rewrite
from nearer.practices.honesty.practising import Need
from nearer.practices.honesty.rules import coach as rules

LANDS_AS: Final = {
    "absolute": "always/never",
    "accusation": "a charge",
    "mind_reading": "their mind",
    "character": "who they are",
    "contempt": "scorn",
    "defensive": "defence",
    "withdrawal": "a shut door",
    "demand": "an order",
    PSEUDO: "a verdict in a feeling",
}
LINES: Final = {
    **dict.fromkeys(("accusation", "character", "contempt"), "wavy"),
    **dict.fromkeys(("absolute", "mind_reading", "demand"), "dashed"),
    **dict.fromkeys(("defensive", "withdrawal", PSEUDO), "dotted"),
}
"""How a mark is drawn: three lines that can be told apart without any colour."""
LEAVES: Final = {
    "observation": "what happened",
    "feeling": "what I feel",
    "need": "what I need",
    "request": "what I ask",
    "own_part": "my part",
    "appreciation": "what I like in you",
}
PRAISE: Final = {
    "observation": "It says what happened, so that it can be seen from the other chair too.",
    "feeling": "It says how it is for you. Nobody can dispute that.",
    "need": "It says what you need, and that is something to hold on to.",
    "request": "It asks for something that somebody could do.",
    "own_part": "It names your own part. That makes room for theirs.",
    "appreciation": "It says what you like in them, and that is heard first.",
}
PRAISED: Final = ("own_part", "appreciation", "feeling", "need", "request", "observation")
"""The rarest first: one or two are said, never a list."""
AT_ONCE: Final = 6
"""So many explanations stand there at once; the others wait behind a line."""
QUOTED: Final = 48


@dataclass(frozen=True, slots=True)
class Why:
    """One explanation, with the stretch it is about."""

    number: int
    label: str
    word: str
    """How the stretch may land, in plain words."""
    said: str
    text: str
    tip: bool

    @property
    def quote(self) -> str:
        """The stretch, unless the explanation itself begins with it."""
        first = self.said.split(" ")[0].rstrip(".,;:!?…")
        return "" if self.text.startswith(f"“{first}") else self.said


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text: plain, or under one mark or more. All pieces together are the text."""

    text: str
    line: str = ""
    """How it is drawn: wavy, dashed, dotted, "" for plain."""
    tip: bool = False
    opens: tuple[Why, ...] = ()
    closes: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One part of an honest message, and whether it is there yet."""

    id: str
    label: str
    there: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The same thing said from inside, for `said`, which it would replace."""

    key: str
    said: str
    before: str
    feeling: str
    after: str
    feelings: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.before + self.feeling + self.after

    @property
    def sentences(self) -> list[str]:
        """The parts that can be taken alone; none where it is one sentence."""
        found = rules.sentences(self.text)
        return found if len(found) > 1 else []


@dataclass(frozen=True, slots=True)
class CoachPage:
    """The coach's part of a page. Without `read`, nothing has been read yet."""

    text: str = ""
    read: bool = False
    pieces: tuple[Piece, ...] = ()
    whys: tuple[Why, ...] = ()
    leaves: tuple[Leaf, ...] = ()
    praise: tuple[str, ...] = ()
    offer: Offer | None = None
    question: str = ""
    needs: tuple[Need, ...] = ()
    danger: str = ""
    quiet: str = ""
    """The danger whose card was put away, so that it is not shown again."""
    mine: str = ""
    """The key of an offer that was not wanted, so that it is not made again."""
    by_rules: bool = False
    note: str = ""
    refused: bool = False
    changed: bool = False
    """Whether the coach's button has just changed the text."""
    earlier: str = ""
    """The text as it was before that."""
    undone: bool = False

    @property
    def blame(self) -> bool:
        return any(not why.tip for why in self.whys)

    @property
    def shown_whys(self) -> tuple[Why, ...]:
        return self.whys[:AT_ONCE]

    @property
    def more_whys(self) -> tuple[Why, ...]:
        return self.whys[AT_ONCE:]

    @property
    def summary(self) -> str:
        """One line for whoever does not see the marks appear."""
        if not self.read:
            return ""
        places = len(self.whys)
        found = {0: "Nothing is marked", 1: "One place is marked"}.get(
            places, f"{places} places are marked"
        )
        more = " There is an offer below." if self.offer else ""
        more = " There is a question below." if self.question else more
        more = " Something for you alone stands first." if self.danger else more
        return f"{found}.{more}"


def page(
    text: str,
    reading: Reading,
    *,
    feeling: str = "",
    own: Rewrite | None = None,
    needs: Iterable[Need] = (),
    quiet: str = "",
    mine: str = "",
) -> CoachPage:
    """The page for a text that was read. `feeling` is the word that was chosen for the offer."""
    whys = tuple(_whys(text, reading))
    rewrite = reading.rewrite
    offer = offer_of(text, rewrite, feeling=feeling, own=own) if rewrite else None
    declined = offer is not None and offer.key == mine
    danger = reading.danger or ""
    return CoachPage(
        text=text,
        read=True,
        pieces=tuple(_pieces(text, reading, whys)),
        whys=whys,
        leaves=tuple(Leaf(part, LEAVES[part], part in reading.parts) for part in PARTS),
        praise=tuple(PRAISE[part] for part in PRAISED if part in reading.parts)[:2],
        offer=None if declined or danger else offer,
        question="" if danger else reading.question or "",
        needs=() if danger or "need" in reading.parts else tuple(needs),
        danger="" if danger == quiet else danger,
        quiet=quiet,
        mine=mine,
        by_rules=reading.judge == "rules",
    )


def _whys(text: str, reading: Reading) -> Iterator[Why]:
    for number, mark in enumerate(reading.marks, 1):
        yield Why(
            number=number,
            label=mark.label,
            word=LANDS_AS[mark.label],
            said=rules.beginning(text[mark.start : mark.end], longest=QUOTED),
            text=mark.why,
            tip=mark.level == "tip",
        )


def _pieces(text: str, reading: Reading, whys: Sequence[Why]) -> Iterator[Piece]:
    marks = reading.marks
    for cut in rules.segments(len(text), [(mark.start, mark.end) for mark in marks]):
        # The line of the narrowest mark; a hint never hides what is more than a hint.
        under = sorted(cut.under, key=lambda n: (whys[n].tip, marks[n].end - marks[n].start))
        yield Piece(
            text=text[cut.start : cut.end],
            line=LINES[marks[under[0]].label] if under else "",
            tip=bool(under) and whys[under[0]].tip,
            opens=tuple(whys[n] for n in cut.under if marks[n].start == cut.start),
            closes=tuple(whys[n] for n in cut.under if marks[n].end == cut.end),
        )


def offer_of(
    text: str, rewrite: Rewrite, *, feeling: str = "", own: Rewrite | None = None
) -> Offer:
    """The offer with the chosen feeling, or with its first.

    `own` is what was offered for a feeling that is not among those of the first offer.
    """
    made = own or rewrite
    chosen = ""
    if made.feelings:
        chosen = feeling if feeling in made.feelings else made.feelings[0]
    return Offer(
        key=key_of(text[rewrite.start : rewrite.end], rewrite),
        said=text[made.start : made.end],
        before=made.before,
        feeling=chosen,
        after=made.after,
        feelings=made.feelings,
        start=made.start,
        end=made.end,
    )


def key_of(said: str, rewrite: Rewrite) -> str:
    """A name for an offer, the same whichever feeling is chosen for it."""
    return sha256(f"{said}\n{rewrite.before}\n{rewrite.after}".encode()).hexdigest()[:16]
