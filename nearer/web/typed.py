"""What somebody had typed when their form could not be taken: given back, never lost."""

from typing import Final

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError

SHOWN: Final = 8


def typed_texts(request: HttpRequest) -> list[str]:
    """The posted fields called `text` or `text_…`. An unreadable form gives none."""
    if request.method != "POST":
        return []
    try:
        named = [name for name in request.POST if name == "text" or name.startswith("text_")]
        texts = [text for name in named for text in request.POST.getlist(name)]
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return []
    return [text for text in texts if text.strip()][:SHOWN]
