"""What is put away before a meeting, and what was liked after it."""

from django import forms

from nearer.practices.quality_time import away_bank
from nearer.web.fields import LINE_BYTES, WordsField


def _things() -> list[tuple[str, str]]:
    return [(it.id, it.name) for it in away_bank.things().values() if not it.retired]


class AwayForm(forms.Form):
    """Ticked, typed, or neither."""

    things = forms.MultipleChoiceField(
        label="What I put away",
        choices=_things,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from these, or write your own line."},
    )
    line = WordsField(limit=LINE_BYTES, label="Something else", required=False)


class LikedForm(forms.Form):
    """One thing, in a line or two."""

    text = WordsField(
        limit=LINE_BYTES,
        label="One thing I liked",
        error_messages={"required": "Write a word or two first."},
    )
