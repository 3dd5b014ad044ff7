"""One's own calendars and hours, and what the other one gets of them.

What the other one sealed is theirs to make: a payload that cannot be one does not open, instead
of breaking the page it would stand on.
"""

from dataclasses import dataclass, field
from datetime import date

from nearer.journal.payloads import Payload

LATEST = 4_000_000_000
"""No minute that a calendar shows lies after it (in the year 9575)."""


@dataclass(frozen=True, slots=True)
class Source(Payload, kind="quality_time.source"):
    """One calendar of mine: where it is, and when it makes me busy. Never a title or a place.

    Where it is opens the whole calendar to whoever has it, so it is as secret as a password.
    """

    name: str
    way: str
    """`address`, `file` or `caldav`."""
    place: str = ""
    """Whose calendar it is, by the id of the help that was shown."""
    url: str = ""
    user: str = ""
    password: str = ""
    etag: str = ""
    last_modified: str = ""
    asked_at: str = ""
    """When it was last asked for, in ISO format and UTC."""
    read_at: str = ""
    """When it was last understood; what stands below is from then."""
    whole_at: str = ""
    """When it was last fetched whole, and not found unchanged."""
    wait_until: str = ""
    """Before when its server wants to be left alone."""
    state: str = ""
    """What came of asking last."""
    spans: list[list[int]] = field(default_factory=list)
    """Busy from and until, in minutes since 1970 in UTC."""
    days: list[list[int]] = field(default_factory=list)
    """Busy all day from and to, counted as `date.toordinal` does."""
    complete: bool = True
    warnings: list[str] = field(default_factory=list)
    unread: int = 0
    covers: list[int] = field(default_factory=list)
    """From and until when it was read, in minutes."""
    accepted: int = -1
    """With how many entries unread its owner said to use it anyway; -1 for never."""
    free_days: list[list[int]] = field(default_factory=list)
    """Those of `days` on which its owner is free anyway, exactly as they stand there."""

    def __post_init__(self) -> None:
        _spans(self.spans)
        _spans(self.days)


@dataclass(frozen=True, slots=True)
class Hours(Payload, kind="quality_time.hours"):
    """When I like to meet, and what I need around it: mine alone. Times are where I live."""

    presets: list[str] = field(default_factory=list)
    own: list[list[str]] = field(default_factory=list)
    """Hours of one's own: which days (`rules.hours.DAYS`), from and until as on a clock."""
    never: list[list[str]] = field(default_factory=list)
    """The same, for hours that are out of the question."""
    sleep: list[str] = field(default_factory=lambda: ["23:00", "07:00"])
    travel: int = 0
    rest: int = 0
    shortest: int = 90


@dataclass(frozen=True, slots=True)
class Free(Payload, kind="quality_time.free"):
    """What the other one gets: when I am free and like to meet, and nothing of why not else."""

    spans: list[list[int]]
    """Free from and until, in minutes since 1970 in UTC."""
    made_on: str
    """The day it is true of, in ISO format: the moment would tell when somebody was here."""
    zone: str
    """Where its owner lives."""

    def __post_init__(self) -> None:
        _spans(self.spans)
        if date.fromisoformat(self.made_on).isoformat() != self.made_on:
            raise ValueError("This is no day.")
        if not isinstance(self.zone, str):
            raise ValueError("This is no zone.")  # noqa: TRY004 - like the others


def _spans(spans: list[list[int]]) -> None:
    """Raises ValueError for what is no list of spans in their order."""
    before = -LATEST
    for span in spans:
        start, end = span
        if type(start) is not int or type(end) is not int or not before <= start <= end <= LATEST:
            raise ValueError("These are no spans.")
        before = start
