"""What somebody had typed when their form could not be taken: given back, never lost."""

from typing import Final

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

SHOWN: Final = 8


def typed_texts(request: HttpRequest) -> list[str]:
    """The posted fields called `text`. An unreadable form gives none."""
    if request.method != "POST":
        return []
    try:
        texts = request.POST.getlist("text")
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return []
    return [text for text in texts if text.strip()][:SHOWN]
