"""What is handed out to whoever has a token."""

from nearer.accounts.models import Directory
from nearer.feeds.boxes import Calendar, open_
from nearer.feeds.keys import Key
from nearer.feeds.models import Published
from nearer.sealing.boxes import DoesNotOpen


def calendar_of(key: Key) -> Calendar | None:
    """What this key opens; None where there is nothing, and where it was changed."""
    line = Directory.objects.filter(id=key.line).values("id")
    box = Published.objects.filter(id__in=line).values_list("box", flat=True).first()
    try:
        return None if box is None else open_(bytes(box), key)
    except DoesNotOpen:
        return None


def is_handed_out(key: Key) -> bool:
    """Whether whoever asks with its token gets anything at all."""
    return Directory.objects.filter(id=key.line).exists()
