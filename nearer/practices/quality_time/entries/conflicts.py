"""What came into my calendars at the time of a plan of ours. Mine alone, one row."""

from dataclasses import dataclass, field

from nearer.journal.payloads import Payload
from nearer.practices.quality_time.rules.conflicts import Came


@dataclass(frozen=True, slots=True)
class Conflicts(Payload, kind="quality_time.conflicts"):
    """Which plan, and from when to when something else stands in a calendar of mine."""

    found: list[list[str | int]] = field(default_factory=list)
    """The name of a plan, with from and until in minutes since 1970 in UTC."""

    def __post_init__(self) -> None:
        _ = self.came

    @property
    def came(self) -> tuple[Came, ...]:
        return tuple(Came(str(thread), int(start), int(end)) for thread, start, end in self.found)


def conflicts_of(came: tuple[Came, ...]) -> Conflicts:
    return Conflicts([[it.thread, it.start, it.end] for it in came])
