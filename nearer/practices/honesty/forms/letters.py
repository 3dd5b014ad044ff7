"""A letter, an answer to one, and how its writer would like to be received."""

from typing import Any

from django import forms

from nearer.practices.honesty import content
from nearer.web.fields import ANSWER_BYTES, WordsField


class TextForm(forms.Form):
    """One long text, whose field is called by its name alone: what stands beside it knows it so."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": "%s"})


class LetterForm(TextForm):
    text = WordsField(
        limit=ANSWER_BYTES,
        label="Your letter",
        error_messages={"required": "Write a line first. A short one is fine."},
    )


class ReplyForm(TextForm):
    text = WordsField(
        limit=ANSWER_BYTES,
        label="Your answer",
        error_messages={"required": "Write a line first. A short one is fine."},
    )


def _wishes() -> list[tuple[str, str]]:
    found = [(wish.id, wish.text) for wish in content.wishes().values() if not wish.retired]
    return [("", "No wish. It is fine as it comes."), *found]


class WishForm(forms.Form):
    wish = forms.ChoiceField(
        label="How would you like to be received?",
        choices=_wishes,
        required=False,
        widget=forms.RadioSelect,
    )
