"""What the rules of Today need to know of a step. The words for it are those of practices, too."""

from collections.abc import Set as AbstractSet
from datetime import date
from enum import StrEnum
from typing import Protocol


class Facet(StrEnum):
    """What the weekly pulse asks about, and what a step may serve."""

    CLOSENESS = "closeness"
    UNDERSTOOD = "understood"
    TIME = "time"
    TENDER = "tender"
    AFFECTION = "affection"
    TENSION = "tension"


class Stage(StrEnum):
    """Where on the path of eight to ten weeks a step has its place, in this order."""

    BEGIN = "begin"  # say, without solving anything, that the distance is there
    GOOD = "good"  # good news, presence, time
    LISTEN = "listen"
    NEEDS = "needs"
    HARDER = "harder"


class Who(StrEnum):
    """Whether a step asks anything of the other one."""

    ALONE = "alone"
    EACH = "each"  # both, each on their own phone and when it suits
    TOGETHER = "together"


class Step(Protocol):
    """What is weighed of an offer; `journey.offers.Offer` says what each of these means."""

    @property
    def key(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def energy(self) -> int: ...
    @property
    def who(self) -> Who: ...
    @property
    def serves(self) -> AbstractSet[Facet]: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def benefit(self) -> float: ...
    @property
    def intense(self) -> bool: ...
    @property
    def touch(self) -> bool: ...
    @property
    def done_on(self) -> date | None: ...
    @property
    def every(self) -> int: ...
    @property
    def fits(self) -> float: ...
    @property
    def why(self) -> str: ...
