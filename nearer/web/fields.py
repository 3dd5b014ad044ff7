"""The form field for people's words, the same wherever somebody writes."""

import json
from typing import Any

from django import forms

ANSWER_BYTES = 12_000
SEALED_BYTES = 15_500
LINE_BYTES = 2_000


class WordsField(forms.CharField):
    """People's words: kept as they were typed, with a limit in bytes and no control characters."""

    widget = forms.Textarea

    def __init__(self, *, limit: int, **options: Any) -> None:
        super().__init__(strip=True, **options)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        text = (super().to_python(value) or "").replace("\r\n", "\n").replace("\x00", "")
        return "" if not _says_something(text) else text

    def validate(self, value: str) -> None:
        super().validate(value)
        size = len(value.encode())
        # Quotes and line breaks take two bytes where they are sealed, and all must fit.
        sealed = len(json.dumps(value, ensure_ascii=False).encode())
        if size > self.limit or sealed > SEALED_BYTES:
            raise forms.ValidationError(
                f"This is longer than fits ({size:,} of {self.limit:,} bytes). "
                "Nothing is lost: shorten it a little, or split it in two."
            )


def _says_something(text: str) -> bool:
    # Zero-width and direction marks alone are no answer.
    return any(not c.isspace() and c.isprintable() for c in text)
