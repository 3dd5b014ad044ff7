"""How right a rule was about couples of whom everything is known.

An *alarm* is a week that fires after one that did not. It is *false* where no drop is under way,
from its onset until it has recovered. A drop is *found* by an alarm between its onset and the
week in which it begins to recover; the *delay* is the weeks between. A *brief dip* has fired when
an alarm comes while it lasts or in the two weeks after. *PPV* is found drops by found drops and
false alarms together, with three couples in ten dropping within the year.
"""

import statistics
from dataclasses import dataclass

from benchmarks.couples import RECOVERY
from nearer.trends import lines

BIG = 14
AFTER_DIP = 3  # weeks, of which the first is still the dip's last
FIRST = 8
BINS = 10


@dataclass(frozen=True)
class Verdict:
    """All are shares but `false`, which is per couple-year, and `delay`, in weeks."""

    false: float
    found: float
    delay: float
    dips: float
    ppv: float
    shared: float
    """Of the drops of at least 14 points that both had."""
    one_sided: float
    """Of those that one of the two had."""


def judge(lives, fired):
    """`fired` says of each life in which weeks the rule fires."""
    false, dips, delays = 0, [], {}
    for number, (life, weeks) in enumerate(zip(lives, fired, strict=True)):
        alarms = [
            week for week, fires in enumerate(weeks) if fires and not (week and weeks[week - 1])
        ]
        false += sum(not _under_way(life.drop, week) for week in alarms)
        for start, lasts in life.dips:
            dips.append(any(start <= week < start + lasts + AFTER_DIP for week in alarms))
        if life.drop:
            during = [week for week in alarms if life.drop.onset <= week < life.drop.end]
            if during:
                delays[number] = during[0] - life.drop.onset
    return Verdict(
        false=false / len(lives),
        found=_share(lives, delays, lambda _: True),
        delay=statistics.median(delays.values()) if delays else float("nan"),
        dips=statistics.fmean(dips) if dips else float("nan"),
        ppv=len(delays) / max(1, len(delays) + false),
        shared=_share(lives, delays, lambda drop: drop.shared and drop.size >= BIG),
        one_sided=_share(lives, delays, lambda drop: not drop.shared and drop.size >= BIG),
    )


def _under_way(drop, week):
    return drop is not None and drop.onset <= week < drop.end + RECOVERY


def _share(lives, delays, counts):
    asked = [n for n, life in enumerate(lives) if life.drop and counts(life.drop)]
    return sum(n in delays for n in asked) / len(asked) if asked else float("nan")


def followed(lives):
    """What Nearer says of each life."""
    return [lines.couple(*life.scores) for life in lives]


def fires(said, what):
    """In which weeks the flag of this name stands."""
    return [[getattr(week, what) for week in line] for line in said]


def calibration(lives, said, *, felt=False):
    """The expected calibration error of `p`: how far it lies from what was true, in ten bins."""
    bins = [[] for _ in range(BINS)]
    for life, line in zip(lives, said, strict=True):
        true = life.felt if felt else life.level
        limit = statistics.fmean(true[:FIRST]) - 7
        for week in line[FIRST:]:
            bins[min(int(week.p * BINS), BINS - 1)].append((week.p, true[week.week] < limit))
    total = sum(map(len, bins))
    return sum(abs(sum(p - was for p, was in found)) for found in bins) / max(1, total)


def covered(lives, said):
    """How often the true level lies in the band; nine in ten were promised."""
    inside = [
        week.low <= life.level[week.week] <= week.high
        for life, line in zip(lives, said, strict=True)
        for week in line[FIRST:]
    ]
    return statistics.fmean(inside) if inside else float("nan")


def long_low(lives, said, between):
    """The share, among couples whose usual level lies there, told `low_long` by week 12."""
    told = [
        any(week.phase == "low_long" for week in line[: FIRST + 5])
        for life, line in zip(lives, said, strict=True)
        if between[0] <= life.usual < between[1]
    ]
    return statistics.fmean(told) if told else float("nan")
