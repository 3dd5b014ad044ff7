"""The command `nearer trend`: a table of answers in, one JSON object a line out."""

import csv
import json
import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import BinaryIO

from nearer.trends import lines

BAD_DATA = 65  # EX_DATAERR
HEADER = ["couple", "week", "person", "score"]
WEEK = re.compile(r"[0-9]{1,9}")
SCORE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
TWO = 2

Couple = dict[str, dict[int, float]]  # person, week, score


class NotATable(ValueError):
    """What came in is no table of answers; the message is one sentence that names the line."""


def main() -> int:
    """Read the table from standard input: 0 when it went well, 65 for bad data."""
    try:
        # Whoever closed standard input gave nothing.
        couples = read(sys.stdin.buffer if sys.stdin else BytesIO())
    except NotATable as sentence:
        sys.stderr.write(f"{sentence}\n")
        return BAD_DATA
    try:
        for line in said(couples):
            sys.stdout.write(line)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read has seen enough; Python would complain at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def said(couples: dict[str, Couple]) -> Iterator[str]:
    """Couples by name, as text is sorted, and every week from 0 to the last answered one."""
    for name in sorted(couples):
        people = couples[name]
        one, *other = (people[person] for person in sorted(people))
        for week in lines.couple(one, *(other or [{}])):
            yield json.dumps(_line(name, week), ensure_ascii=False) + "\n"


def _line(couple: str, week: lines.Week) -> dict[str, object]:
    return {
        "couple": couple,
        "week": week.week,
        "level": round(week.level, 2),
        "low": round(week.low, 2),
        "high": round(week.high, 2),
        "phase": week.phase.value,
        "gentle": week.gentle,
        "persistent": week.persistent,
        "p": None if week.p is None else round(week.p, 4),
    }


def read(file: BinaryIO) -> dict[str, Couple]:
    """Couples by name. Raises `NotATable`."""
    couples: dict[str, Couple] = {}
    rows = _rows(_text(file.read()))
    number, header = next(rows, (1, []))
    if header != HEADER:
        raise NotATable(f"Line {number}: the table has to begin with {','.join(HEADER)}.")
    for number, row in rows:
        _take(couples, row, number)
    if not couples:
        raise NotATable(f"Line {number}: the table ends here without one answer.")
    return couples


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")  # some spreadsheets put a mark at the beginning
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        raise NotATable(f"Line {number}: this is not UTF-8; save the table as UTF-8.") from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the number of the line that each ends on."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise NotATable(f"Line {reader.line_num}: this is no CSV, {error}.") from None


def _take(couples: dict[str, Couple], row: list[str], number: int) -> None:
    if len(row) != len(HEADER):
        raise NotATable(f"Line {number}: it has {len(row)} columns instead of {len(HEADER)}.")
    couple, week, person, score = row
    if not (couple and person):
        raise NotATable(f"Line {number}: a couple and a person need a name.")
    people = couples.setdefault(couple, {})
    if person not in people and len(people) == TWO:
        raise NotATable(f"Line {number}: this couple has two persons already.")
    answers = people.setdefault(person, {})
    when = _week(week, number)
    if when in answers:
        raise NotATable(f"Line {number}: this person has a score for this week already.")
    answers[when] = _score(score, number)


def _week(text: str, number: int) -> int:
    if not WEEK.fullmatch(text) or int(text) > lines.LAST:
        raise NotATable(f"Line {number}: a week is a whole number from 0 to {lines.LAST}.")
    return int(text)


def _score(text: str, number: int) -> float:
    if not SCORE.fullmatch(text) or not 0 <= (score := float(text)) <= lines.HIGHEST:
        raise NotATable(f"Line {number}: a score is a number from 0 to 100.")
    return score
