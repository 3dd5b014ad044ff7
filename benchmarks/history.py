"""After ten years of daily questions, weekly pulses and daily taps on Today, it and the list
cost what they cost after ten days.

Two couples in one database, ten days and ten years old. The rows are sealed and given by the
real vaults and put into the table in bulk: the bank has not enough questions for ten years of
real rounds, and 7,300 real visits would take longer than they tell.
"""

import re
import statistics
from contextlib import nullcontext
from datetime import timedelta
from uuid import uuid4

from benchmarks import ground
from tests.postgres import running_postgres

LIMIT = 1.2
PAGES = ("/", "/conversation/")
DAYS, YEARS = 10, 3650
WHOLE_TABLE = re.compile(r"^SCAN (?!\d+ CONSTANT)|Seq Scan|\(couple_id=\?\)$")


def main() -> int:
    wishes = ground.wishes(__doc__, "--postgres")
    with running_postgres() if wishes.postgres else nullcontext("") as url:
        ground.own_folder(url)
        ground.make_ready()
        from benchmarks import lives

        old, young = lives.couple(), lives.couple()
        rounds, times = (3, 3) if wishes.smoke else (60, 10)
        measure(old, young, long=400 if wishes.smoke else YEARS, rounds=rounds, times=times)
        plans(old[0])
        ground.close()
    return 0


def measure(old, young, *, long: int, rounds: int, times: int) -> None:
    there = {
        name: together(*two, days)
        for name, two, days in (("ten days", young, DAYS), ("ten years", old, long))
    }
    _counted()
    for path in PAGES:
        sides = {"ten days": _visits(young[0], path), "ten years": _visits(old[0], path)}
        ground.alternate(sides, rounds=1, times=3)
        took = ground.alternate(sides, rounds=rounds, times=times)
        ratio = ground.ratio(took["ten years"], took["ten days"])
        ground.report(
            "history",
            f"{path} after {long} days ({there['ten years']} entries) takes {ratio:.2f} times "
            f"what it takes after {DAYS} ({there['ten days']}).",
            holds=ratio <= LIMIT,
            page=path,
            ratio=round(ratio, 3),
            limit=LIMIT,
            entries=there,
            milliseconds={
                name: round(1000 * statistics.median(seconds) / times, 2)
                for name, seconds in took.items()
            },
        )


def _counted() -> None:
    """What PostgreSQL does by itself within a minute of so many new rows."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _visits(someone, path: str):
    def visit():
        reply = someone.get(path)
        assert reply.status_code == 200
        return reply

    return visit


def together(one, other, days: int) -> int:
    """Every evening of so many days both answered and opened it, and once a year they chose
    other questions. Returns how many entries there are.
    """
    from benchmarks.lives import ago as days_ago
    from nearer.journal.models import Entry
    from nearer.practices.conversation import content
    from nearer.practices.conversation.actions import questions as actions

    first, second = ground.present(one), ground.present(other)
    for start in range(days, 0, -365):
        chosen = days_ago(first, start)
        actions.choose_deck(chosen, depths=[1, 2, 3], themes=[], fits=[])
    bank = [question.id for question in content.bank()]
    rows = []
    for ago in range(1, days + 1):
        subject, question = uuid4(), bank[ago % len(bank)]
        rows += [_row(who, subject, question, ago) for who in (first, second)]
    Entry.objects.bulk_create(rows + _days(first, days), batch_size=200)
    _weeks(first, days)
    return Entry.objects.of(first.couple).count()


def _days(present, days: int) -> list:
    """On each of these days the reader said on Today how much there was, and put a step off."""
    from nearer.journal.models import Visibility
    from nearer.journey.actions import ONE_SIZE
    from nearer.journey.entries import Day

    said = Day(minutes=15, energy=1, declined=["conversation.alone"])
    alone = {"visibility": Visibility.ONLY_ME, "size": ONE_SIZE}
    return [_sealed(present, said, uuid4(), ago, **alone) for ago in range(1, days + 1)]


def _weeks(present, days: int) -> None:
    """And in each week answered the pulse, by the action that folds its summary."""
    from benchmarks.lives import ago as days_ago
    from nearer.practices.acknowledge.actions.pulse import keep_pulse
    from nearer.practices.acknowledge.rules.pulse import week_of

    for back in range(days, 0, -7):
        then = days_ago(present, back)
        keep_pulse(then.pen, week=week_of(then.day), items={"time": 4, "understood": 6})


def _row(present, subject, question: str, ago: int):
    from benchmarks.lives import said
    from nearer.journal.models import Visibility
    from nearer.practices.conversation.entries import Answer
    from nearer.sealing import padding

    answer = Answer(question, said(present.name, ago))
    kept = {"visibility": Visibility.WHEN_BOTH, "size": padding.ANSWER}
    return _sealed(present, answer, subject, ago, **kept)


def _sealed(present, payload, subject, ago: int, *, visibility: str, size: int):
    from nearer.journal import payloads
    from nearer.journal.models import Entry, Visibility
    from nearer.sealing.vault import Label

    at, day = present.now - timedelta(days=ago), present.day - timedelta(days=ago)
    label = Label(
        kind=payload.kind,
        id=uuid4(),
        owner=present.id,
        visibility=visibility,
        subject=subject,
        size=size,
    )
    sealed = present.vault.seal(label, payloads.dump(payload, at=at, day=day))
    given = None
    if visibility == Visibility.WHEN_BOTH:
        given = present.vault.give(label, body=sealed.body, own_key=sealed.own_key)
    return Entry(
        couple_id=present.couple,
        id=label.id,
        owner_id=label.owner,
        kind=label.kind,
        subject=subject,
        visibility=label.visibility,
        day=day,
        size=label.size,
        body=sealed.body,
        own_key=sealed.own_key,
        given_key=given,
    )


def plans(someone) -> None:
    """See that the database goes straight to what a page asks for, in years of rows."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    for path in PAGES:
        with CaptureQueriesContext(connection) as asked:
            someone.get(path)
        for query in asked.captured_queries:
            if "journal_entry" not in query["sql"]:
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"{explain} {query['sql'].replace('%', '%%')}")
                plan = [str(row[-1]).strip() for row in cursor.fetchall()]
            whole = [line for line in plan if WHOLE_TABLE.search(line)]
            ground.report(
                "plan",
                f"{path}: {'; '.join(whole) or 'every part of it by an index'}.",
                holds=not whole,
                page=path,
                database=connection.vendor,
                plan=plan,
            )


if __name__ == "__main__":
    raise SystemExit(main())
