"""What is written in the three steps of an observer's writing."""

import json
from typing import Any

from django import forms

from nearer.practices.honesty.selectors.observer import PARTS
from nearer.practices.honesty.texts import Prompt
from nearer.web.fields import ANSWER_BYTES, SEALED_BYTES, WordsField


class ObserverForm(forms.Form):
    """Three steps, each of which may stay empty, but not all. The fields begin with `text`
    because what was typed in such a field is given back when a page fails.
    """

    text_first = WordsField(limit=ANSWER_BYTES, required=False)
    text_second = WordsField(limit=ANSWER_BYTES, required=False)
    text_third = WordsField(limit=ANSWER_BYTES, required=False)

    def __init__(self, *args: Any, prompt: Prompt, **options: Any) -> None:
        super().__init__(*args, **options)
        for part, step in zip(PARTS, prompt.steps, strict=True):
            self.fields[f"text_{part}"].label = step

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        said = self.said
        if not any(said.values()):
            raise forms.ValidationError("Write a line in one of the three. The rest may wait.")
        size = sum(len(text.encode()) for text in said.values())
        # Quotes and line breaks take two bytes where they are sealed, and all must fit together.
        sealed = len(json.dumps(said, ensure_ascii=False).encode())
        if size > ANSWER_BYTES or sealed > SEALED_BYTES:
            raise forms.ValidationError(
                f"Together this is longer than fits ({size:,} of {ANSWER_BYTES:,} bytes). "
                "Nothing is lost: shorten one of the steps a little."
            )
        return cleaned

    @property
    def said(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(f"text_{part}", "") for part in PARTS}
