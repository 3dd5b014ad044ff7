"""What the trend finds, what it wrongly says and how honest its probability is, on couples who
do not exist; beside it the rules of thumb on the same couples, and worlds that the model does
not know about. And what it costs.

The thresholds were chosen on other worlds and other seeds. docs/trends.md has the definitions
and what came out.
"""

import csv
import io
import json
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, replace
from operator import ge, le

from benchmarks import ground, rules_of_thumb, verdicts
from benchmarks.couples import WEEKS, World, lives
from nearer.trends import lines

SEEDS = (20261, 20262, 20263)
GENTLE = {"false": (le, 0.25), "found": (ge, 0.75), "delay": (le, 8), "dips": (le, 0.20)}
PERSISTENT = {
    "false": (le, 0.12),
    "dips": (le, 0.10),
    "shared": (ge, 0.85),
    "one_sided": (ge, 0.65),
    "ppv": (ge, 0.70),
}
HONEST = 0.05
SECONDS, COUPLES = 5.0, 1000
COLUMNS = ("false", "found", "delay", "dips", "ppv", "shared", "one_sided")

USUAL = World()
OTHERS = {
    "at once": replace(USUAL, ramp=(0, 1)),
    "over 2 to 6 weeks": replace(USUAL, ramp=(2, 6)),
    "weeks resemble each other": replace(USUAL, lasts=0.4, common=0.4),
    "nothing in common but the level": replace(USUAL, lasts=0.0, common=0.0),
    "half of them wander, by 5 points": replace(USUAL, wander=5.0, wandering=0.5),
    "very different noise": replace(USUAL, within_spread=0.5),
    "more and deeper dips": replace(USUAL, dips=1.6, dip_size=(8, 25)),
}
STRANGE = {
    "heavy tails": replace(USUAL, tails=3),
    "a yearly swing of ±6": replace(USUAL, season=6.0),
    "one partner leaves off": replace(USUAL, leaves=0.5),
    "near the ceiling": replace(USUAL, usual=88.0),
    "near the floor": replace(USUAL, usual=25.0),
    "answers in good weeks only": replace(USUAL, only_good=0.6),
}


def main() -> int:
    wishes = ground.wishes(__doc__)
    number = 40 if wishes.smoke else 2000
    _usual(number)
    for kind, worlds in (("other", OTHERS), ("strange", STRANGE)):
        for name, world in worlds.items():
            _beside(kind, name, lives(world, number, seed=SEEDS[0] + 1000))
    _cost(number // 2)
    return 0


def _usual(number) -> None:
    """All seeds together: what is promised, and the rules of thumb."""
    couples = [life for seed in SEEDS for life in lives(USUAL, number, seed=seed)]
    said = verdicts.followed(couples)
    for flag, limits in (("gentle", GENTLE), ("persistent", PERSISTENT)):
        _promised(flag, verdicts.judge(couples, verdicts.fires(said, flag)), limits)
    error, felt = (verdicts.calibration(couples, said, felt=felt) for felt in (False, True))
    ground.report(
        "trend honesty",
        f"p is off by {error:.3f} of {HONEST} on average; by {felt:.3f} where a dip counts as "
        "the level.",
        holds=max(error, felt) <= HONEST,
        error=round(error, 4),
        felt=round(felt, 4),
        limit=HONEST,
        covered=round(verdicts.covered(couples, said), 3),
    )
    _say_low(couples, said)
    everyone = [rules_of_thumb.means(life) for life in couples]
    spread = rules_of_thumb.usual_spread(everyone)
    for name, rule in rules_of_thumb.RULES.items():
        fired = [rule(couple, rules_of_thumb.beginning(couple), spread) for couple in everyone]
        _row("thumb", name, verdicts.judge(couples, fired))


def _promised(flag, verdict, limits) -> None:
    for what, (holds, limit) in limits.items():
        value = getattr(verdict, what)
        ground.report(
            f"trend {flag}",
            f"{flag}, {what}: {value:.2f}, {'at most' if holds is le else 'at least'} {limit}.",
            holds=bool(holds(value, limit)),
            what=what,
            value=round(value, 3),
            limit=limit,
        )
    _row("nearer", flag, verdict)


def _say_low(couples, said) -> None:
    bands = ((0, 35), (35, 40), (40, 45), (45, 100))
    found = {f"{low}-{high}": verdicts.long_low(couples, said, (low, high)) for low, high in bands}
    shares = ", ".join(f"{name}: {share:.0%}" for name, share in found.items())
    ground.report("trend low_long", f"Told of a long low by week 12: {shares}.", holds=True)


def _beside(kind, name, couples) -> None:
    said = verdicts.followed(couples)
    for flag in ("gentle", "persistent"):
        verdict = verdicts.judge(couples, verdicts.fires(said, flag))
        more = {
            "error": round(verdicts.calibration(couples, said), 3),
            "covered": round(verdicts.covered(couples, said), 3),
        }
        _row(kind, f"{name}: {flag}", verdict, **more)


def _row(kind, name, verdict, **more) -> None:
    numbers = {what: round(asdict(verdict)[what], 3) for what in COLUMNS} | more
    sentence = ", ".join(f"{what} {value:.2f}" for what, value in numbers.items())
    ground.report(f"trend {kind}", f"{name}: {sentence}.", holds=True, rule=name, **numbers)


def _cost(number) -> None:
    """The command with all it does, and against reading and printing alone."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["couple", "week", "person", "score"])
    for couple, life in enumerate(lives(USUAL, number, seed=1)):
        for who, scores in zip("ab", life.scores, strict=True):
            rows.writerows([f"c{couple}", week, who, score] for week, score in scores.items())
    text = table.getvalue()
    seconds = min(_took(_command, text) for _ in range(3)) * COUPLES / number
    alone = min(_took(_reading, text) for _ in range(3)) * COUPLES / number
    ground.report(
        "trend speed",
        f"{COUPLES} couples × {WEEKS} weeks take {seconds:.2f} s of {SECONDS:.0f}, "
        f"{seconds / alone:.0f} times as long as reading and writing them.",
        holds=seconds <= SECONDS,
        seconds=round(seconds, 3),
        limit=SECONDS,
        ratio=round(seconds / alone, 1),
    )
    years = {week: 60.0 + week % 7 for week in range(520)}
    page = statistics.median(_took(lines.couple, years, years) for _ in range(9))
    ground.report(
        "trend page",
        f"Ten years of one couple take {page * 1000:.0f} ms.",
        holds=True,
        milliseconds=round(page * 1000, 2),
    )


def _took(what, *given) -> float:
    began = time.perf_counter()
    what(*given)
    return time.perf_counter() - began


def _command(text) -> None:
    asked = [sys.executable, "-m", "nearer", "trend"]
    subprocess.run(asked, input=text, text=True, stdout=subprocess.DEVNULL, check=True)


def _reading(text) -> None:
    for row in csv.DictReader(io.StringIO(text)):
        json.dumps({**row, "week": int(row["week"]), "score": float(row["score"])})


if __name__ == "__main__":
    raise SystemExit(main())
