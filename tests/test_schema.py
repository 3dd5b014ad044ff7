"""What the database shows to whoever looks into it: nothing that is not written down.

`SECURITY.md` lists every column. One that is not listed there fails here, and so does a table
that forgets whose couple it is.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from nearer.lib.owned import owned_models
from tests.guard import unowned_models

SECURITY = Path(__file__).parents[1] / "SECURITY.md"
OF_NO_COUPLE = {"Couple", "Directory", "Delay", "Sweep", "Letter", "Published"}
WAYS = {"plain", "sealed", "random", "derived"}


def listed(text: str) -> dict[str, tuple[str, str]]:
    """The lines of the table: `table.column`, how it lies there, what it says."""
    part = text.partition("## What the database shows")[2].partition("\n## ")[0]
    lines = re.findall(r"^\| `(\w+\.\w+)` \| (\w+) \| (.+?) \|$", part, re.MULTILINE)
    return {name: (way, says) for name, way, says in lines}


def columns() -> dict[str, models.Field]:
    return {
        f"{model._meta.db_table}.{field.column}": field
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.column
    }


def test_every_column_is_listed_and_nothing_else():
    assert set(listed(SECURITY.read_text("utf-8"))) == set(columns())


def test_what_is_no_bytes_is_called_plain():
    """A number, a date or a text can be read by anybody, whatever the table calls it."""
    said = listed(SECURITY.read_text("utf-8"))
    for name, field in columns().items():
        way, says = said[name]
        assert way in WAYS, name
        assert len(says) > 8, name
        if not isinstance(field, (models.BinaryField, models.UUIDField)):
            assert way == "plain", name


def test_there_is_no_column_for_free_text():
    """What people write has no place but a sealed one."""
    texts = {n for n, f in columns().items() if isinstance(f, (models.TextField, models.CharField))}
    assert texts == {
        "accounts_slot.kind", "accounts_session.only_for", "accounts_sweep.what",
        "notices_letter.state",
        "journal_entry.kind", "journal_entry.visibility",
    }  # fmt: skip


def test_tables_of_no_couple_are_the_ones_we_know():
    assert {model.__name__ for model in unowned_models()} | {"Couple"} == OF_NO_COUPLE


@pytest.mark.parametrize("model", owned_models(), ids=lambda model: model.__name__)
def test_the_couple_stands_in_every_key_and_every_index(model, db):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    kept = {name: how for name, how in found.items() if how["unique"] or how["index"]}
    assert kept
    for name, how in kept.items():
        assert how["columns"][0] == "couple_id", name
    assert [how["columns"] for how in found.values() if how["primary_key"]] == [["couple_id", "id"]]


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model.__name__)
def test_no_row_points_at_another_table(model, db):
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    assert not [name for name, how in found.items() if how["foreign_key"]]
    assert not [field for field in model._meta.get_fields() if field.is_relation]


def test_a_column_that_is_not_listed_is_noticed():
    text = SECURITY.read_text("utf-8")
    without = re.sub(r"^\| `journal_entry\.day`.*\n", "", text, flags=re.MULTILINE)
    assert without != text
    assert set(columns()) - set(listed(without)) == {"journal_entry.day"}
