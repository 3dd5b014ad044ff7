"""What this practice seals."""

from dataclasses import dataclass, field

from nearer.journal.payloads import Payload


@dataclass(frozen=True, slots=True)
class Pulse(Payload, kind="acknowledge.pulse"):
    """One week as it felt: what was answered, by the names of the items."""

    week: str
    items: dict[str, int]
    monthly: bool = False
    """Whether the two items of the month were asked as well."""


@dataclass(frozen=True, slots=True)
class Mine(Payload, kind="acknowledge.mine"):
    """One's own summary, folded at each pulse: it can be made again from all of them."""

    weeks: dict[str, float | None] = field(default_factory=dict)
    """Each week that has a pulse; without a number where too little was answered."""
    recent: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was answered in the last weeks."""
    monthly: str = ""
    """The week in which the two items of the month were asked last."""
    going: dict[str, str] = field(default_factory=dict)
    """What the trend said at the last pulse, so that Today need not work it out."""


@dataclass(frozen=True, slots=True)
class Fit(Payload, kind="acknowledge.fit"):
    """Whether what the trend says fits. It changes the wording, and nothing else."""

    about: str
    since: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Showing(Payload, kind="acknowledge.showing"):
    """I would like the two of us to see both lines together."""


@dataclass(frozen=True, slots=True)
class Line(Payload, kind="acknowledge.line"):
    """One's line for the two: a number for each week, and no answers."""

    weeks: dict[str, float]


@dataclass(frozen=True, slots=True)
class Picture(Payload, kind="acknowledge.picture"):
    """How far apart it feels: two circles, ordinary causes, a line if wanted."""

    overlap: int
    causes: list[str] = field(default_factory=list)
    line: str = ""
    number: int = 0
    """Which of the rounds it belongs to; 0 for one that was drawn for oneself."""

    def __post_init__(self) -> None:
        if self.overlap not in range(11):
            raise ValueError("The circles have eleven places.")


@dataclass(frozen=True, slots=True)
class Again(Payload, kind="acknowledge.again"):
    """Let us draw afresh, in the round of this number: a visible act of one of the two."""

    round: int


@dataclass(frozen=True, slots=True)
class Step(Payload, kind="acknowledge.step"):
    """One version of the shared acknowledgement, by one of the two."""

    thread: str
    number: int
    after: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Keep(Payload, kind="acknowledge.keep"):
    """I want to keep this version."""

    mark: str


@dataclass(frozen=True, slots=True)
class Kept(Payload, kind="acknowledge.kept"):
    """One's own copy of a version that both wanted to keep."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Words(Payload, kind="acknowledge.words"):
    """An acknowledgement for oneself."""

    text: str


@dataclass(frozen=True, slots=True)
class Talk(Payload, kind="acknowledge.talk"):
    """An opening in one's own words, and the script it began with."""

    script: str
    text: str
