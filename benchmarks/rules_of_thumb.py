"""The rules of thumb a trend is usually judged by, on a couple's weekly mean.

All compare with the mean of weeks 0 to 7. A rule takes what `means` made and says for each week
whether it fires. PELT of the ruptures package is left out: it is no dependency of ours.
"""

import statistics
from itertools import pairwise

from benchmarks.couples import WEEKS

BEGINNING = 8
RCI = 1.96


def means(life):
    """The mean of whoever answered, or None where nobody did."""
    weeks = [[s[week] for s in life.scores if week in s] for week in range(WEEKS)]
    return [statistics.fmean(found) if found else None for found in weeks]


def beginning(couple):
    found = [mean for mean in couple[:BEGINNING] if mean is not None]
    return statistics.fmean(found) if found else 60.0


def usual_spread(everyone):
    """The SD of one couple's weeks around their beginning, pooled over all."""
    found = [[m for m in couple[:BEGINNING] if m is not None] for couple in everyone]
    return statistics.fmean(statistics.variance(f) for f in found if len(f) > 1) ** 0.5


def one_week(by):
    def rule(couple, start, spread):
        return _late(mean is not None and mean <= start - by(spread) for mean in couple)

    return rule


def four_weeks(by):
    def rule(couple, start, spread):
        fired = []
        for week in range(WEEKS):
            found = [m for m in couple[max(0, week - 3) : week + 1] if m is not None]
            fired.append(len(found) > 1 and statistics.fmean(found) <= start - by(spread))
        return _late(fired)

    return rule


def two_running(couple, start, spread):
    """Two answered weeks in a row."""
    answered = [week for week in range(WEEKS) if couple[week] is not None]
    low = one_week(rci(1))(couple, start, spread)
    fires = {now for before, now in pairwise(answered) if low[before] and low[now]}
    return [week in fires for week in range(WEEKS)]


def cusum(couple, start, spread, k=0.75, h=4):
    """The sum of what is beyond `k` SDs, which fires at `h` and begins again."""
    total, fired = 0.0, [False] * WEEKS
    for week in range(BEGINNING, WEEKS):
        if couple[week] is not None:
            total = max(0.0, total + (start - couple[week]) / spread - k)
        if total > h:
            fired[week], total = True, 0.0
    return fired


def rci(weeks):
    """How far a mean of so many weeks may lie from one of eight before it is a change."""
    return lambda spread: RCI * spread * (1 / weeks + 1 / BEGINNING) ** 0.5


RULES = {
    "one week 10 below": one_week(lambda _: 10),
    "4-week average 8 below": four_weeks(lambda _: 8),
    "RCI 1.96, one week": one_week(rci(1)),
    "RCI 1.96, two running": two_running,
    "RCI 1.96, 4-week mean": four_weeks(rci(4)),
    "CUSUM k=.75, h=4": cusum,
}


def _late(fired):
    return [week >= BEGINNING and fires for week, fires in enumerate(fired)]
