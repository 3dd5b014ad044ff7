"""What is written in this practice."""

import json
from typing import Any

from django import forms

from nearer.accounts.forms import NAME, ZoneField
from nearer.practices.conversation import content

ANSWER_BYTES = 12_000
SEALED_BYTES = 15_500
REPLY_BYTES = 2_000


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


class AnswerForm(forms.Form):
    text = WordsField(
        limit=ANSWER_BYTES,
        label="Your answer",
        error_messages={"required": "Write a line first. A short one is fine."},
    )


class GuestForm(AnswerForm):
    """A guest's first answer, with the name to be called."""

    name = forms.CharField(
        label="What should they call you?",
        max_length=NAME,
        error_messages={"required": "Give any name you like."},
    )
    zone = ZoneField()


class BeginForm(AnswerForm):
    zone = ZoneField()


class ReplyForm(forms.Form):
    """One line back: a ready one, or one's own."""

    READY = (
        "Thank you for telling me.",
        "I hear you.",
        "I'd like to think about this before I say something quick.",
    )
    ready = forms.ChoiceField(
        label="A line that is ready",
        choices=[("", "My own words"), *((line, line) for line in READY)],
        required=False,
        widget=forms.RadioSelect,
    )
    text = WordsField(limit=REPLY_BYTES, label="Or your own line", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("text") or cleaned.get("ready")) and not self.errors:
            raise forms.ValidationError("Choose a line, or write one of your own.")
        return cleaned

    @property
    def line(self) -> str:
        return str(self.cleaned_data.get("text") or self.cleaned_data["ready"])


class DeckForm(forms.Form):
    """Which questions the two want."""

    depths = forms.TypedMultipleChoiceField(
        label="How deep",
        coerce=int,
        choices=list(content.DEPTHS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one depth."},
    )
    themes = forms.MultipleChoiceField(
        label="About what",
        choices=list(content.THEMES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Leave all empty for a bit of everything.",
    )
    fits = forms.MultipleChoiceField(
        label="What is true of you two",
        choices=[
            ("living-together", "We live together"),
            ("children", "We have children"),
            ("work", "At least one of us works"),
            ("parents", "Parents are part of our lives"),
            ("years-together", "We have some years behind us"),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Questions that need it are only asked where it fits.",
    )
