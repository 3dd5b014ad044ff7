"""What is written in a check-in, in a talk, and on the park-it list."""

import json
from typing import Any

from django import forms

from nearer.practices.conversation.content import HOW
from nearer.practices.conversation.content import PARTS as LABELS
from nearer.practices.conversation.rules.checkin import PARTS
from nearer.web.fields import ANSWER_BYTES, LINE_BYTES, SEALED_BYTES, WordsField


class CheckinForm(forms.Form):
    """Four parts, each of which may stay empty, but not all. The fields begin with `text`
    because what was typed in such a field is given back when a page fails.
    """

    text_appreciation = WordsField(limit=ANSWER_BYTES, label=LABELS["appreciation"], required=False)
    text_heavy = WordsField(limit=ANSWER_BYTES, label=LABELS["heavy"], required=False)
    text_hope = WordsField(limit=ANSWER_BYTES, label=LABELS["hope"], required=False)
    text_small = WordsField(limit=ANSWER_BYTES, label=LABELS["small"], required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        texts = self.parts
        if not any(texts.values()):
            raise forms.ValidationError("Write one line in one of the four. The rest may wait.")
        size = sum(len(text.encode()) for text in texts.values())
        # Quotes and line breaks take two bytes where they are sealed, and all must fit together.
        sealed = len(json.dumps(texts, ensure_ascii=False).encode())
        if size > ANSWER_BYTES or sealed > SEALED_BYTES:
            raise forms.ValidationError(
                f"Together this is longer than fits ({size:,} of {ANSWER_BYTES:,} bytes). "
                "Nothing is lost: shorten one of the parts a little."
            )
        return cleaned

    @property
    def parts(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(f"text_{part}", "") for part in PARTS}


class TalkForm(forms.Form):
    """One line to keep of a part of a talk, or none."""

    part = forms.ChoiceField(choices=[(part, part) for part in PARTS])
    text = WordsField(limit=LINE_BYTES, label="A line to keep", required=False)


class SmallForm(forms.Form):
    week = forms.CharField(max_length=8)
    how = forms.ChoiceField(choices=list(HOW.items()))


class ParkForm(forms.Form):
    text = WordsField(
        limit=LINE_BYTES,
        label="What must not be forgotten?",
        error_messages={"required": "Write a line first. A word is enough."},
    )
