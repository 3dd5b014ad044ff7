"""What is written about the distance: together in turns, or for oneself."""

from django import forms

from nearer.web.fields import WordsField

TEXT_BYTES = 4_000
"""A short text, as it is meant to be; and every version can be compared with the one before."""
EMPTY = "Write a line first. A short one is fine."


class TextForm(forms.Form):
    text = WordsField(limit=TEXT_BYTES, label="The text", error_messages={"required": EMPTY})
