"""Watches every SQL statement: on a couple's table it must pin exactly one couple.

What would be a slow query over all shards, or somebody else's row, fails in the test that
wrote it (docs/scaling.md).
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

import sqlglot
from django.db import models
from sqlglot import exp

from nearer.couples.models import Couple
from nearer.lib.owned import owned_models


class CoupleNotPinned(AssertionError):
    """A statement reaches over couples."""


def owned_tables() -> dict[str, str]:
    """Each table of a couple, and the column that has to be pinned."""
    tables = {model._meta.db_table: "couple_id" for model in owned_models()}
    return tables | {Couple._meta.db_table: "id"}


def unowned_models() -> list[type[models.Model]]:
    from django.apps import apps

    owned = {*owned_models(), Couple}
    return [model for model in apps.get_models() if model not in owned]


class CoupleGuard:
    """Use as a context manager around the code under test."""

    def __init__(self, connection, owned: dict[str, str]) -> None:
        self.connection, self.owned = connection, tuple(sorted(owned.items()))

    def __enter__(self):
        self.wrapper = self.connection.execute_wrapper(self)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *details):
        return self.wrapper.__exit__(*details)

    def __call__(self, execute, sql, params, many, context):
        text = str(sql)
        if any(table in text for table, _ in self.owned):
            problems, pins = _checked(text, self.owned)
            if not many and not problems:
                couples = {_value(pin, params) for pin in pins}
                if len(couples) > 1:
                    problems = (f"{len(couples)} couples in one statement",)
            if problems:
                raise CoupleNotPinned(f"{'; '.join(problems)} in {text[:400]}")
        return execute(sql, params, many, context)


def _value(pin: str, params) -> str:
    value = params[int(pin[1:]) - 1] if pin.startswith("$") else pin.strip("'")
    return str(getattr(value, "obj", value)).replace("-", "")


@lru_cache(4096)
def _checked(
    sql: str, owned: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    number = itertools.count(1)
    text = re.sub(r"%s|%%", lambda m: f"${next(number)}" if m[0] == "%s" else "%", sql)
    problems, pins = check(text, dict(owned))
    return tuple(problems), tuple(pins)


LEFT_ALONE = (exp.Create, exp.Alter, exp.Drop, exp.Command, exp.Transaction, exp.Commit)
LEFT_ALONE += (exp.Rollback, exp.Pragma, exp.Set)


def check(sql: str, owned: dict[str, str]) -> tuple[list[str], list[str]]:
    """What is wrong with a statement, and the values that pin its couple."""
    try:
        tree = sqlglot.parse_one(sql, dialect="postgres")
    except sqlglot.errors.ParseError as fault:
        return [f"cannot be read: {fault}"[:120]], []
    if isinstance(tree, LEFT_ALONE):
        return [], []
    if isinstance(tree, exp.Insert):
        return _insert(tree, owned)
    aliases = {
        table.alias_or_name: owned[table.name]
        for table in tree.find_all(exp.Table)
        if table.name in owned
    }
    return _pinned(tree, aliases)


def _insert(tree: exp.Insert, owned: dict[str, str]) -> tuple[list[str], list[str]]:
    schema = tree.this
    table = schema.this if isinstance(schema, exp.Schema) else schema
    columns = [c.name for c in schema.expressions] if isinstance(schema, exp.Schema) else []
    if table.name in owned and owned[table.name] not in columns:
        return [f"INSERT into {table.name} without {owned[table.name]}"], []
    return [], []


def _pinned(tree: exp.Expression, needed: dict[str, str]) -> tuple[list[str], list[str]]:
    edges, pinned, values = [], set(), []
    for condition in _conditions(tree):
        for left, right in _equalities(condition):
            a, b = _column(left, needed), _column(right, needed)
            if a and b:
                edges.append((a, b))
            elif a and _is_value(right):
                pinned.add(a)
                values.append((a, right))
            elif b and _is_value(left):
                pinned.add(b)
                values.append((b, left))
    grew = True
    while grew:
        before = len(pinned)
        pinned |= {x for a, b in edges if (a in pinned) != (b in pinned) for x in (a, b)}
        grew = len(pinned) > before
    problems = [
        f"{alias}.{c} is not pinned" for alias, c in needed.items() if (alias, c) not in pinned
    ]
    pins = [
        value.sql("postgres")
        for (alias, column), found in values
        if needed.get(alias) == column
        for value in (found.expressions if isinstance(found, exp.Tuple) else [found])
    ]
    return problems, pins


def _conditions(tree: exp.Expression) -> Iterator[exp.Expression]:
    yield from (where.this for where in tree.find_all(exp.Where))
    yield from (join.args["on"] for join in tree.find_all(exp.Join) if join.args.get("on"))


def _equalities(condition: exp.Expression) -> Iterator[tuple[exp.Expression, exp.Expression]]:
    """Equalities that must hold: joined by AND only; OR and NOT promise nothing."""
    condition = condition.unnest() if isinstance(condition, exp.Paren) else condition
    if isinstance(condition, exp.And):
        yield from _equalities(condition.left)
        yield from _equalities(condition.right)
    elif isinstance(condition, exp.EQ):
        left, right = _parts(condition.left), _parts(condition.right)
        if len(left) == len(right):
            yield from zip(left, right, strict=True)
    elif isinstance(condition, exp.In) and condition.expressions:
        columns = _parts(condition.this)
        for place, column in enumerate(columns):
            rows = [_parts(row) for row in condition.expressions]
            if all(len(row) == len(columns) for row in rows):
                yield column, exp.Tuple(expressions=[row[place].copy() for row in rows])


def _parts(node: exp.Expression) -> list[exp.Expression]:
    node = node.this if isinstance(node, exp.Paren) else node
    return list(node.expressions) if isinstance(node, exp.Tuple) else [node]


def _column(node: exp.Expression, needed: dict[str, str]) -> tuple[str, str] | None:
    if not isinstance(node, exp.Column):
        return None
    if node.table:
        return node.table, node.name
    return (next(iter(needed)), node.name) if len(needed) == 1 else None


def _is_value(node: exp.Expression) -> bool:
    return not list(node.find_all(exp.Column)) and not node.find(exp.Select)
