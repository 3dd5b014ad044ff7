from uuid import uuid4

from django.db import models

from nearer.lib.owned import Owned


class Person(Owned):
    """Someone with a key of their own. Name and choices lie sealed in the keyring."""

    of_person = "id"

    public_key = models.BinaryField()
    keyring = models.BinaryField()
    certificate = models.BinaryField(null=True)  # the last keys vouch for these ones
    provisional_until = models.DateTimeField(null=True)  # until they have their words

    class Meta:
        indexes = [models.Index(fields=["couple_id"], name="accounts_person_couple")]


class Slot(Owned):
    """One way to a person's user key: their words, a recovery code, a PIN on one device."""

    class Kind(models.TextChoices):
        WORDS = "words"
        RECOVERY = "recovery"
        PIN = "pin"

    person_id = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    salt = models.BinaryField()
    box = models.BinaryField()
    commitment = models.BinaryField()
    lookup = models.BinaryField(null=True)  # its line in the directory
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["couple_id", "person_id"], name="accounts_slot_person")]


class Session(Owned):
    """Half of the way to a user key; the other half is the cookie. Locked: no half here."""

    moves = False

    person_id = models.UUIDField()
    share = models.BinaryField()
    box = models.BinaryField()
    late = models.BinaryField()
    about = models.BinaryField()  # which device, sealed to the person
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    only_for = models.CharField(max_length=80, blank=True)  # a path: the phone is being passed
    passing = models.BinaryField(null=True)  # what was written on it, under both halves

    class Meta:
        indexes = [models.Index(fields=["couple_id", "person_id"], name="accounts_session_person")]


class Late(Owned):
    """What someone sent after the lock, sealed to them, waiting until they unlock."""

    moves = False

    person_id = models.UUIDField()
    session_id = models.UUIDField()
    box = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["couple_id", "person_id"], name="accounts_late_person")]


class Directory(models.Model):
    """Where to look for whoever knows a secret. The only table searched without a couple.

    The id is derived from the secret, so a line says nothing to those who don't know it.
    """

    id = models.BinaryField(primary_key=True, max_length=16)
    couple_id = models.UUIDField()
    target_id = models.UUIDField()


class Delay(models.Model):
    """How long the next try for a name must wait. Never a lockout: a partner could cause it."""

    id = models.BinaryField(primary_key=True, max_length=16)
    failures = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField()


class Sweep(models.Model):
    """Something to delete in one couple when its time has come. Owned by no couple."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    due_at = models.DateTimeField(db_index=True)
    couple_id = models.UUIDField()
    what = models.CharField(max_length=16)
    target_id = models.UUIDField()
