"""How well the coach reads, beside simpler readers, and what it costs.

Quality on messages by people who saw neither corpus nor rules (training/test), with 95 %
intervals; false alarms on other people's lines with `--ordinary goemotions-test.tsv`, a file
that is not in this repository. Every scoring of the test set is written into training/scores.tsv,
as it may be looked at five times only; `--smoke` and `--costs` look at no test message.
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import ground
from nearer.coach import read
from nearer.coach.judging import Judge
from nearer.coach.model import ModelMissing, load
from nearer.coach.passages import passages
from nearer.coach.reading import PSEUDO
from nearer.coach.rules_judge import RulesJudge
from training import ordinary
from training.notation import Message, read_folder
from training.scoring import Said, Score, score

TRAINING = Path(__file__).parents[1] / "training"
TURNS, SMOKE_TURNS = 200, 5
TIMES_VADER, MEGABYTES, SECONDS = 400, 300, 1.0
AIMS = {"f1": 0.80, "false_alarms": 0.10, "labels": 0.65, "parts": 0.70, "traps": 0.05}
WARM, HOSTILE = 0.03, 0.30
LETTER = (
    "I asked you in spring and again last week to call the plumber, and there is a bowl under "
    "the sink. You never seem to hear me when it is about the flat, and I feel lonely and tired. "
    "Could we sit down on Sunday after lunch and make a plan with each other?"
)[:254]


def main() -> int:
    wishes = _wishes()
    if not (wishes.smoke or wishes.costs):
        _quality(wishes.test, wishes.ordinary, note=wishes.note)
    _costs(SMOKE_TURNS if wishes.smoke else TURNS)
    return 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="small, for CI: numbers mean little")
    parser.add_argument("--costs", action="store_true", help="only what it costs")
    parser.add_argument("--test", type=Path, default=TRAINING / "test")
    parser.add_argument("--ordinary", type=Path, help="goemotions-test.tsv")
    parser.add_argument("--note", default="", help="what is being scored, for the log")
    return parser.parse_args()


# How well


def the_coach(text: str) -> Said:
    found = read(text)
    return Said(found.blame, frozenset(m.label for m in found.marks), frozenset(found.parts))


Reader = Callable[[str], Said]


def judged_by(judge: Judge) -> Reader:
    """A judge alone, without guards."""

    def said(text: str) -> Said:
        judgements = judge.judge([piece.text for piece in passages(text)])
        labels = frozenset(
            label
            for judgement in judgements
            for _, _, label, _ in judgement.spans
            if label == PSEUDO or judgement.blame > 0
        )
        parts = frozenset(part for judgement in judgements for part in judgement.parts)
        return Said(bool(labels - {PSEUDO}), labels, parts)

    return said


def readers() -> dict[str, Reader]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    return {
        "the coach": the_coach,
        "rules only": judged_by(RulesJudge()),
        "VADER below -.05": lambda text: Said(vader.polarity_scores(text)["compound"] <= -0.05),
        "contains “you”": lambda text: Said(
            bool(re.search(r"\b(you|your|u|ur)\b", text, re.IGNORECASE))
        ),
    }


def _quality(folder: Path, file: Path | None, *, note: str) -> None:
    messages = read_folder(folder)
    print(f"{len(messages)} messages, {sum(m.blame for m in messages)} with blame, "
          f"{sum(m.trap for m in messages)} traps")  # fmt: skip
    print(f"{'':18}{'F1':>17}{'false alarms':>19}{'traps':>7}{'labels':>8}{'parts':>7}"
          f"{'warm':>7}{'hostile':>9}")  # fmt: skip
    for name, reader in readers().items():
        found = score(messages, [reader(message.text) for message in messages])
        warm, hostile = _others(reader, file)
        print(_row(name, found, warm, hostile))
        if name == "the coach":
            ours = found
            _log(messages, found, warm, hostile, note)
    for name, each in (("labels", ours.each_label), ("parts", ours.each_part)):
        print(f"{name}:", ", ".join(f"{label} {value:.2f}" for label, value in each.items()))
    ground.report(
        "coach quality",
        f"blame F1 {ours.f1:.2f} (at least {AIMS['f1']}) at {ours.false_alarms:.0%} false alarms "
        f"(at most {AIMS['false_alarms']:.0%})",
        holds=ours.f1 >= AIMS["f1"] and ours.false_alarms <= AIMS["false_alarms"],
        **{name: getattr(ours, name) for name in AIMS},
    )


def _row(name: str, found: Score, warm: float | None, hostile: float | None) -> str:
    low, high = found.f1_between
    least, most = found.false_alarms_between
    share = [None if x is None else f"{x:.2f}" for x in (found.labels, found.parts, warm, hostile)]
    labels, parts, warms, hostiles = (one or "–" for one in share)
    return (
        f"{name:18}{found.f1:.2f} [{low:.2f}–{high:.2f}]{found.false_alarms:>7.2f} "
        f"[{least:.2f}–{most:.2f}]{found.traps:>6.2f}{labels:>8}{parts:>7}{warms:>7}{hostiles:>9}"
    )


def _others(reader: Reader, file: Path | None) -> tuple[float | None, float | None]:
    """The share of warm and of hostile “you” lines that are called blame."""
    if file is None:
        return None, None
    flagged: dict[str, list[bool]] = {"warm": [], "hostile": []}
    for _, text, emotions in ordinary.lines(file):
        sort = ordinary.sort_of(text, emotions)
        if sort in flagged:
            flagged[sort].append(reader(text).blame)
    return statistics.mean(flagged["warm"]), statistics.mean(flagged["hostile"])


def _log(
    messages: list[Message], found: Score, warm: float | None, hostile: float | None, note: str
) -> None:
    log = TRAINING / "scores.tsv"
    new = not log.exists()
    with log.open("a", encoding="utf-8") as lines:
        if new:
            lines.write(
                "day\tmessages\tf1\tfalse alarms\ttraps\tlabels\tparts\twarm\thostile\tnote\n"
            )
        numbers = (
            found.f1,
            found.false_alarms,
            found.traps,
            found.labels,
            found.parts,
            warm,
            hostile,
        )
        said = "\t".join("" if number is None else f"{number:.3f}" for number in numbers)
        lines.write(f"{datetime.now(UTC).date()}\t{len(messages)}\t{said}\t{note}\n")


# What it costs


def _costs(turns: int) -> None:
    try:
        _model_costs(load(), turns)
    except ModelMissing:
        print("no model here: only what the rules cost is timed")
    _typing()


def _model_costs(judge: Judge, turns: int) -> None:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    vader = SentimentIntensityAnalyzer()
    ours, theirs = [], []
    for _ in range(turns):  # in short turns, so that the machine slows both alike
        ours.append(_timed(lambda: judge.judge([LETTER])))
        theirs.append(_timed(lambda: vader.polarity_scores(LETTER)))
    ratio = statistics.median(ours) / statistics.median(theirs)
    ground.report(
        "coach time",
        f"{len(LETTER)} characters take {ratio:.0f} × VADER (at most {TIMES_VADER})",
        holds=ratio <= TIMES_VADER,
        ratio=ratio,
        p50_ms=statistics.median(ours) * 1000,
        p99_ms=sorted(ours)[int(turns * 0.99) - 1] * 1000,
    )
    grown, seconds = _loaded()
    ground.report(
        "coach loaded",
        f"loaded it takes {grown:.0f} MB (at most {MEGABYTES}) after {seconds:.2f} s "
        f"(at most {SECONDS:.0f})",
        holds=grown <= MEGABYTES and seconds <= SECONDS,
        megabytes=grown,
        seconds=seconds,
    )


def _timed(what) -> float:
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun


def _loaded() -> tuple[float, float]:
    """Megabytes and seconds of loading and reading once, in a process of its own."""
    code = (
        "import time\n"
        "def now():\n"
        "    lines = open('/proc/self/status').read().splitlines()\n"
        "    return next(int(l.split()[1]) / 1024 for l in lines if l.startswith('VmRSS'))\n"
        "before, begun = now(), time.perf_counter()\n"
        "from nearer.coach.model import load\n"
        "judge = load(); took = time.perf_counter() - begun\n"
        f"judge.judge([{LETTER!r}]); print(now() - before, took)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    grown, seconds = said.stdout.split()
    return float(grown), float(seconds)


def _typing() -> None:
    """How much of a long letter is read again when one word is added."""
    letter = "\n\n".join(f"{LETTER} It was the {n}th of the month." for n in range(12))
    whole = _timed(lambda: read(letter))
    again = _timed(lambda: read(letter + " And"))
    ground.report(
        "coach typing",
        f"one more word costs {again / whole:.0%} of reading the whole letter (at most 25 %)",
        holds=again <= 0.25 * whole,
        ratio=again / whole,
    )


if __name__ == "__main__":
    raise SystemExit(main())
