"""An opening in one's own words."""

from django import forms

from nearer.web.fields import WordsField

TEXT_BYTES = 4_000


class TalkForm(forms.Form):
    text = WordsField(
        limit=TEXT_BYTES,
        label="In my own words",
        error_messages={"required": "Write a line first. A short one is fine."},
    )
