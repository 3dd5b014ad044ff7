from uuid import uuid4

from django.db import models

from nearer.lib.owned import Owned


class Couple(models.Model):
    """One or two people. From sign-up everybody has a couple of one."""

    id = models.UUIDField(primary_key=True, default=uuid4)


class Invitation(Owned):
    """A link that one person may use once to answer a question and join."""

    of_person = "inviter_id"
    moves = False

    inviter_id = models.UUIDField()
    for_guest = models.BinaryField()  # sealed under the code: who asks, their key, the question
    for_inviter = models.BinaryField()  # the code, sealed to the inviter, to show it again
    guest_id = models.UUIDField(null=True)  # whoever used it up
    reply = models.BinaryField(null=True)  # the guest's name and key, sealed under the code
    confirmation = models.BinaryField(null=True)  # the inviter's yes, under the pair key
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["couple_id", "inviter_id"], name="couples_invitation_by")]
