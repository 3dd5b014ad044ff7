"""The shape of every row that belongs to a couple, so that one file and a sharded
database run the same code (docs/scaling.md)."""

from typing import Any, Self
from uuid import UUID, uuid4

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

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
