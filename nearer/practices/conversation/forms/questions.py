"""What is written in this practice."""

from typing import Any

from django import forms

from nearer.accounts.forms import NAME, ZoneField
from nearer.practices.conversation import content
from nearer.web.fields import ANSWER_BYTES, LINE_BYTES, WordsField


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
    text = WordsField(limit=LINE_BYTES, label="Or your own line", required=False)

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
