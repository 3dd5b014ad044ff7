"""Couples who do not exist, a year of weekly scores each, and what was true of them.

Every number that somebody could have chosen otherwise is a field of `World`. Levels wander
slowly, single weeks are off, some weeks have a row and some months a dip, and some couples drop
for good or for long. What is answered is what was felt, rounded, from 0 to 100; people leave
weeks out, twice as often when they are low.
"""

import math
import random
from dataclasses import dataclass

WEEKS = 52
RECOVERY = 4  # weeks
LOW = 8.0  # points below one's usual from which weeks are left out more often


@dataclass(frozen=True)
class World:
    """How couples are. Sizes are points, chances are per couple and year unless they say."""

    usual: float = 63.0
    between: float = 14.7
    partners: float = 0.65  # how much partners' usual levels have in common
    within: float = 8.5
    within_spread: float = 0.3  # log SD of it between couples
    lasts: float = 0.2  # correlation of one week's noise with the next
    common: float = 0.3  # share of the noise that both have
    wander: float = 3.5
    wander_lasts: float = 0.97
    wander_common: float = 0.65
    wandering: float = 0.4  # share of couples who wander; the others by a point
    rows: float = 0.03  # chance of a row, each week
    row_size: tuple[float, float] = (8, 20)
    missing: float = 0.2  # chance of a week left out
    gaps: float = 1.0
    dips: float = 0.9
    dip_size: tuple[float, float] = (8, 20)
    dip_weeks: tuple[int, int] = (2, 4)
    drops: float = 0.3
    drop_size: tuple[float, float] = (8, 25)
    onset: tuple[int, int] = (10, 40)
    ramp: tuple[int, int] = (0, 6)  # weeks until a drop is complete; 0 and 1 are at once
    one_sided: float = 0.3
    recover: float = 0.3
    # What the model does not know about.
    tails: int = 0  # degrees of freedom of the noise; 0 is normal
    season: float = 0.0  # half the height of a yearly swing
    leaves: float = 0.0  # chance that one partner stops answering
    only_good: float = 0.0  # chance that a low week is left out, on top


@dataclass(frozen=True)
class Drop:
    onset: int
    end: int
    """The week in which it begins to recover, or the end of the year."""
    size: float
    ramp: int
    who: tuple[int, ...]

    @property
    def shared(self):
        return len(self.who) == 2


@dataclass(frozen=True)
class Life:
    """One couple's year."""

    scores: tuple[dict[int, float], dict[int, float]]
    level: list[float]
    """The couple's true level: usual, wandering and drop, without dips, rows and noise."""
    felt: list[float]
    """The same with dips, for those who count a bad month as the level."""
    usual: float
    drop: Drop | None
    dips: list[tuple[int, int]]


def lives(world, number, *, seed):
    chance = random.Random(seed)
    return [_life(world, chance) for _ in range(number)]


def _life(world, chance):
    usual = _together(chance, world.partners, world.between)
    usual = [world.usual + each for each in usual]
    drop = _drop(world, chance)
    dips = _dips(world, chance, drop)
    wander = _walks(
        chance,
        world.wander_lasts,
        world.wander_common,
        (world.wander if chance.random() < world.wandering else 1.0,) * 2,
    )
    within = world.within * math.exp(chance.gauss(0, world.within_spread))
    own = tuple(within * math.exp(chance.gauss(0, 0.15)) for _ in range(2))
    noise = _walks(chance, world.lasts, world.common, own, tails=world.tails)
    phase = chance.uniform(0, 2 * math.pi)
    level, felt, scores = [], [], ({}, {})
    leaver = chance.randrange(2) if chance.random() < world.leaves else None
    left = chance.randint(10, 40)
    away = _away(world, chance)
    for week in range(WEEKS):
        swing = world.season * math.sin(2 * math.pi * week / WEEKS + phase)
        dip = sum(size for start, weeks, size in dips if start <= week < start + weeks)
        row = chance.uniform(*world.row_size) if chance.random() < world.rows else 0.0
        true = [usual[i] + wander[i][week] + swing - _fall(drop, i, week) for i in range(2)]
        level.append(sum(map(_within, true)) / 2)
        felt.append(sum(_within(each - dip) for each in true) / 2)
        for i in range(2):
            answer = true[i] - dip - row * chance.uniform(0.6, 1) + noise[i][week]
            low = answer < usual[i] - LOW
            skips = chance.random() < world.missing * (1.6 if low else 0.8)
            hides = low and chance.random() < world.only_good
            gone = i == leaver and week >= left
            if not (skips or hides or gone or week in away[i]):
                scores[i][week] = round(_within(answer), 1)
    brief = [(start, weeks) for start, weeks, _ in dips]
    return Life(scores, level, felt, sum(usual) / 2, drop, brief)


def _drop(world, chance):
    if chance.random() >= world.drops:
        return None
    onset, ramp = chance.randint(*world.onset), chance.randint(*world.ramp)
    end = onset + chance.randint(10, 20) if chance.random() < world.recover else WEEKS
    one_sided = chance.random() < world.one_sided
    who = (chance.randrange(2),) if one_sided else (0, 1)
    return Drop(onset, min(end, WEEKS), chance.uniform(*world.drop_size), ramp, who)


def _fall(drop, who, week):
    """By how much somebody is down in a week; a recovery takes four."""
    if drop is None or who not in drop.who or week < drop.onset:
        return 0.0
    down = min(1.0, (week - drop.onset + 1) / max(drop.ramp, 1))
    back = max(0.0, 1 - max(0, week - drop.end + 1) / RECOVERY)
    return drop.size * down * back


def _dips(world, chance, drop):
    """Start, weeks and size of each; none near a drop, where nobody could tell them apart."""
    found = []
    for _ in range(_count(chance, world.dips)):
        start, weeks = chance.randrange(8, WEEKS - 4), chance.randint(*world.dip_weeks)
        size = chance.uniform(*world.dip_size)
        if drop is None or not drop.onset - 6 <= start < drop.end + 6:
            found.append((start, weeks, size))
    return found


def _away(world, chance):
    """Weeks that each is on holiday: both together, one to three at a time."""
    weeks = set()
    for _ in range(_count(chance, world.gaps)):
        start = chance.randrange(2, WEEKS)
        weeks.update(range(start, start + chance.randint(1, 3)))
    return weeks, weeks


def _count(chance, expected):
    """How often something happens that happens so often on average (Poisson)."""
    count, left = 0, math.exp(-expected)
    product = chance.random()
    while product > left:
        count += 1
        product *= chance.random()
    return count


def _together(chance, share, size):
    both = chance.gauss(0, size)
    return [
        math.sqrt(share) * both + math.sqrt(1 - share) * chance.gauss(0, size) for _ in range(2)
    ]


def _walks(chance, lasts, share, sizes, *, tails=0):
    """Two series that remember the week before, with something in common."""
    both, one, two = (_walk(chance, lasts, tails) for _ in range(3))
    return [
        [
            size * (math.sqrt(share) * a + math.sqrt(1 - share) * b)
            for a, b in zip(both, own, strict=True)
        ]
        for size, own in zip(sizes, (one, two), strict=True)
    ]


def _walk(chance, lasts, tails):
    def step():
        if not tails:
            return chance.gauss(0, 1)
        spread = sum(chance.gauss(0, 1) ** 2 for _ in range(tails)) / tails
        return chance.gauss(0, 1) / math.sqrt(spread * tails / (tails - 2))

    series = [step()]
    fresh = math.sqrt(1 - lasts**2)
    while len(series) < WEEKS:
        series.append(lasts * series[-1] + fresh * step())
    return series


def _within(points):
    return min(max(points, 0.0), 100.0)
