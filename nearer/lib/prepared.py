"""A statement that the ORM writes once and that then is only given its values.

Writing it out of filters takes Django longer than SQLite needs to answer it, and every page
asks the same four. What a statement asks is still said in the ORM's words, in one place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = UUID | date


@dataclass(frozen=True, slots=True)
class _Written:
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    """Which of the parameters is which of the values."""
    compiler: SQLCompiler
    converters: Any

    def with_values(self, values: Sequence[Any]) -> list[Any]:
        parameters = list(self.parameters)
        for place, number in self.places:
            parameters[place] = values[number]
        return parameters


class Prepared:
    """Rows as tuples of what `build` asks for; `build` is called once, with stand-ins."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *kinds: type[Value]) -> None:
        self._build = build
        self._stand_ins = [_stand_in(kind, number) for number, kind in enumerate(kinds)]
        self._written: dict[str, _Written] = {}

    def rows(self, *values: Value) -> Iterator[Sequence[Any]]:
        """Ask, with these values in the order of the stand-ins."""
        written = self._written.get(connection.vendor) or self._write()
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.with_values([_adapted(v) for v in values]))
            found: Any = cursor
            yield from written.compiler.apply_converters(found, written.converters)

    def first(self, *values: Value) -> Sequence[Any] | None:
        """The only row there can be, or None."""
        return next(self.rows(*values), None)

    def _write(self) -> _Written:
        compiler = self._build(*self._stand_ins).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        known = {_adapted(value): number for number, value in enumerate(self._stand_ins)}
        places = [(at, known[p]) for at, p in enumerate(parameters) if p in known]
        assert {number for _, number in places} == set(known.values()), "a value is not asked for"
        columns = [column for column, _, _ in compiler.select or ()]
        written = _Written(
            sql, tuple(parameters), tuple(places), compiler, compiler.get_converters(columns)
        )
        self._written[connection.vendor] = written
        return written


def _stand_in(kind: type[Value], number: int) -> Value:
    """A value that stands for no other."""
    return UUID(int=number) if kind is UUID else date(1, 1, 1 + number)


def _adapted(value: Value) -> Any:
    """As the database driver takes it."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    return connection.ops.adapt_datefield_value(value)
