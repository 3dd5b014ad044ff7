"""A level for each of two people that wanders slowly, seen through noisy weeks.

A Kalman filter over four numbers: both levels, and both means of the level in the first eight
weeks. The means stay in the state, so that a week which says more about the beginning still
counts, and so that the doubt about the beginning is part of every comparison with it.
docs/decisions/0022-trends.md says where the constants come from.
"""

from dataclasses import dataclass
from math import sqrt

BASELINE = 8
"""Weeks 0 to 7 are what later weeks are compared with."""

PRIOR_MEAN, PRIOR_SD = 63.0, 20.0
PARTNERS = 0.65  # how much two partners' usual levels have in common
DRIFT = 2.0**2  # points² a week by which a level may wander
TOGETHER = 0.6  # how much two partners' wandering has in common

USUAL_NOISE = 8.5**2
"""What one week is off by, squared, before this person's own weeks say otherwise."""
USUAL_WEEKS = 12  # own weeks that weigh as much as the usual noise
SURPRISE = 6.0  # what one week can teach about the noise, in variances

# Weeks in a row resemble each other, so that each tells less than its noise says. Twice the
# noise made the probabilities of the simulation honest.
CAUTION = 2.0
OUTLIER = 1.75  # from so many SDs on, a week moves the level no further than in proportion

Matrix = list[list[float]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number of points, and how uncertain it is."""

    mean: float
    sd: float


@dataclass(slots=True)
class Noise:
    """How far this person's weeks are off, learnt from them and held near the usual."""

    squares: float = USUAL_NOISE * USUAL_WEEKS
    weeks: float = USUAL_WEEKS

    @property
    def variance(self) -> float:
        return CAUTION * self.squares / self.weeks

    def learn(self, surprise: float) -> None:
        """Take in one more week, which was `surprise` expected variances off."""
        self.squares += min(surprise, SURPRISE) * self.squares / self.weeks
        self.weeks += 1


class Levels:
    """What is known about two people after the weeks so far. A partner may never answer."""

    def __init__(self) -> None:
        own, shared = PRIOR_SD**2, PARTNERS * PRIOR_SD**2
        self._week = -1
        self._mean = [PRIOR_MEAN, PRIOR_MEAN, 0.0, 0.0]
        self._cov: Matrix = [[own, shared, 0, 0], [shared, own, 0, 0], [0] * 4, [0] * 4]
        self._noise = (Noise(), Noise())

    def next_week(self, scores: tuple[float | None, float | None]) -> None:
        """Let a week pass and take in what was answered in it, which may be nothing."""
        self._week += 1
        if self._week:
            self._wander()
        # Both are weighed before either is taken in, so that nobody comes first.
        weighed = [self._weigh(who, score) for who, score in enumerate(scores)]
        for who, (score, seen) in enumerate(zip(scores, weighed, strict=True)):
            if score is not None:
                self._answer(who, score, seen)
        if self._week < BASELINE:
            self._begin()

    def level(self, weights: tuple[float, float]) -> Estimate:
        """Where they are now; (1, 0) is the first person, (½, ½) the couple."""
        a, b = weights
        mean, cov = self._mean, self._cov
        variance = a * a * cov[0][0] + 2 * a * b * cov[0][1] + b * b * cov[1][1]
        return Estimate(a * mean[0] + b * mean[1], sqrt(max(variance, 0.0)))

    def change(self, weights: tuple[float, float]) -> Estimate:
        """The level now minus its mean in the first eight weeks, once these are over."""
        a, b = weights
        x, p = self._mean, self._cov
        first = p[0][0] - 2 * p[0][2] + p[2][2]
        second = p[1][1] - 2 * p[1][3] + p[3][3]
        both = p[0][1] - p[0][3] - p[1][2] + p[2][3]
        variance = a * a * first + 2 * a * b * both + b * b * second
        return Estimate(a * (x[0] - x[2]) + b * (x[1] - x[3]), sqrt(max(variance, 0.0)))

    def _wander(self) -> None:
        first, second = self._cov[0], self._cov[1]
        first[0] += DRIFT
        second[1] += DRIFT
        first[1] += TOGETHER * DRIFT
        second[0] += TOGETHER * DRIFT

    def _weigh(self, who: int, score: float | None) -> float:
        """How noisy this answer is taken to be; a surprise counts for less, and teaches."""
        noise = self._noise[who]
        variance = noise.variance
        if score is None:
            return variance
        error = score - self._mean[who]
        surprise = error * error / (self._cov[who][who] + variance)
        noise.learn(surprise)
        return variance * max(1.0, surprise / OUTLIER**2)

    def _answer(self, who: int, score: float, noise: float) -> None:
        """One partner's answer moves both, as far as they usually move together."""
        column = self._cov[who]
        error, total = score - self._mean[who], column[who] + noise
        gains = [value / total for value in column]
        self._mean = [mean + gain * error for mean, gain in zip(self._mean, gains, strict=True)]
        self._cov = [
            [value - gain * other for value, other in zip(row, column, strict=True)]
            for row, gain in zip(self._cov, gains, strict=True)
        ]

    def _begin(self) -> None:
        """Add an eighth of both levels to the means of the beginning."""
        share = 1 / BASELINE
        mean, (one, two, three, four) = self._mean, self._cov
        self._mean = [*mean[:2], mean[2] + share * mean[0], mean[3] + share * mean[1]]
        rows = [
            one,
            two,
            [value + share * more for value, more in zip(three, one, strict=True)],
            [value + share * more for value, more in zip(four, two, strict=True)],
        ]
        self._cov = [[a, b, c + share * a, d + share * b] for a, b, c, d in rows]
