from uuid import UUID, uuid4

from django.db import models

from nearer.lib.owned import Owned


class Mailbox(Owned):
    """What one person asked for, under the server's key file: address, hours, kinds."""

    person_id = models.UUIDField()
    box = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["couple_id", "person_id"], name="notices_mailbox_one")
        ]


class LetterQuerySet(models.QuerySet["Letter"]):
    def to(self, *handles: UUID) -> "LetterQuerySet":
        """What goes, or went, to one mailbox, which only its owner's row can name."""
        return self.filter(handle__in=handles)


class Letter(models.Model):
    """One mail in the outbox. Owned by no couple: the worker looks for what is due.

    A row is marked as being handed over before the mail server hears of it, and never goes
    back from there unless that server refused it. So it is sent at most once.
    """

    class State(models.TextChoices):
        DUE = "due"
        SENDING = "sending"
        SENT = "sent"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid4)
    handle = models.UUIDField(db_index=True)
    box = models.BinaryField()  # address and text, under the key file; empty once it is sent
    state = models.CharField(max_length=8, choices=State.choices, default=State.DUE)
    due_at = models.DateTimeField()
    next_at = models.DateTimeField()  # the next try; once it is sent, when that was
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)  # until then one worker has it

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="notices_letter_next")]
