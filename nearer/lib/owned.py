"""The shape of every row that belongs to a couple.

It follows the rules of docs/scaling.md, so that one SQLite file and a sharded PostgreSQL
run the same code.
"""

from typing import Any, ClassVar, Self
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows of one couple. A query that pins no couple fails in every test."""

    def of(self, couple: UUID) -> Self:
        return self.filter(couple_id=couple)


class Owned(models.Model):
    """A row of one couple: the couple stands in the key, in every index and every statement.

    There are no foreign keys: rows move between couples when two people pair or part, and
    one action moves or deletes all of them (`couples.moving`).
    """

    pk = models.CompositePrimaryKey("couple_id", "id")
    couple_id = models.UUIDField()
    id = models.UUIDField(default=uuid4)

    of_person: ClassVar[str] = "person_id"
    """The column that says whose row it is."""
    moves: ClassVar[bool] = True
    """Whether it goes along when its person moves to another couple; if not, it ends."""

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


def owned_models() -> list[type[Owned]]:
    """Every installed model whose rows belong to a couple."""
    return [model for model in apps.get_models() if issubclass(model, Owned)]
