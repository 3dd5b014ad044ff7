"""What keeps an eye on one line, week after week, until it has been low often enough."""

from collections import deque
from dataclasses import dataclass, field

from nearer.trends import rules
from nearer.trends.levels import Estimate


@dataclass(slots=True)
class Watch:
    """Speaks after `times` sure weeks among the last `of`, until the level is nearly back."""

    sure: float
    times: int
    of: int
    speaks: bool = False
    _weeks: deque[bool] = field(default_factory=deque)

    def see(self, change: Estimate) -> bool:
        """Take in one more week."""
        low = rules.is_low_week(change.mean, change.sd, sure=self.sure)
        self._weeks.append(low)
        if len(self._weeks) > self.of:
            self._weeks.popleft()
        if self.speaks:
            self.speaks = change.mean <= -rules.BACK
        else:
            self.speaks = sum(self._weeks) >= self.times
        return self.speaks


@dataclass(slots=True)
class Pair:
    """A couple is watched as one and each for themselves, or one-sided drops stay unseen."""

    couple: Watch
    first: Watch
    second: Watch

    def see(self, couple: Estimate, first: Estimate, second: Estimate) -> bool:
        spoke = (self.couple.see(couple), self.first.see(first), self.second.see(second))
        return any(spoke)


def gentle() -> Pair:
    """A note that something seems lower: soon, and wrong now and then."""
    return Pair(Watch(0.9, 3, 4), Watch(0.73, 2, 3), Watch(0.73, 2, 3))


def persistent() -> Pair:
    """It is lower and stays so: late, and seldom wrong."""
    return Pair(Watch(0.9, 4, 5), Watch(0.68, 6, 7), Watch(0.68, 6, 7))


def rising() -> Watch:
    """The couple's line only, and turned round; nobody is told to rejoice for the other."""
    return Watch(0.9, 3, 4)
