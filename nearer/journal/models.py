from django.db import models

from nearer.lib.owned import Owned


class Visibility(models.TextChoices):
    """Who can ever read an entry. Shown in these words before anyone types."""

    ONLY_ME = "only_me", "Only me"
    SHARED = "shared", "Shared"
    WHEN_BOTH = "when_both", "When we both answer"


class Entry(Owned):
    """Something a person wrote. Everything that says something is in the body.

    The plain columns are listed in SECURITY.md, and a test fails on one that is not.
    """

    of_person = "owner_id"

    owner_id = models.UUIDField()
    kind = models.CharField(max_length=40)
    subject = models.UUIDField(null=True)  # question, round or thread, by a name only they know
    visibility = models.CharField(max_length=10, choices=Visibility.choices)
    day = models.DateField()
    size = models.PositiveIntegerField()
    predecessor = models.UUIDField(null=True)
    expires_on = models.DateField(null=True)
    own_key = models.BinaryField()
    given_key = models.BinaryField(null=True)
    # Last: SQLite walks through all of it to whatever stands behind it.
    body = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                # In this order the index finds a round's two answers as well.
                fields=["couple_id", "kind", "subject", "owner_id"],
                name="journal_entry_once",
            ),
        ]
        indexes = [
            models.Index(fields=["couple_id", "kind", "day"], name="journal_entry_by_day"),
            models.Index(
                fields=["couple_id", "owner_id", "visibility", "kind", "day"],
                name="journal_entry_not_given",
                condition=models.Q(given_key__isnull=True),
            ),
        ]
