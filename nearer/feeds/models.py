from django.db import models


class Published(models.Model):
    """The bytes of one feed, sealed. Owned by no couple: whoever has its token asks for it.

    Its line of the directory says whose it is, and without that line it is not handed out.
    """

    id = models.BinaryField(primary_key=True, max_length=16)
    box = models.BinaryField()
