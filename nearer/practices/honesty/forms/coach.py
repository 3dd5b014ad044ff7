"""What comes with a text that the coach is asked to read."""

from typing import Any

from django import forms

from nearer.web.fields import ANSWER_BYTES, WordsField

FEELING = 40
MARK = 40


class CoachForm(forms.Form):
    """The text as it stands, and what the coach's part of the page remembered in the form."""

    whose = b""
    """Who writes, for the coach's memory of a moment ago."""

    text = WordsField(limit=ANSWER_BYTES, label="Your words", required=False)
    coach_earlier = WordsField(limit=ANSWER_BYTES, label="The words before", required=False)
    coach_feeling = forms.CharField(required=False, max_length=FEELING)
    coach_word = forms.CharField(required=False, max_length=FEELING)
    coach_offer = forms.CharField(required=False, max_length=MARK)
    coach_mine = forms.CharField(required=False, max_length=MARK)
    coach_quiet = forms.CharField(required=False, max_length=MARK)

    @property
    def note(self) -> str:
        """What is wrong, in one sentence. What concerns nobody's words needs none of its own."""
        if self["text"].errors:
            return " ".join(str(error) for error in self["text"].errors)
        if self["coach_word"].errors or self["coach_feeling"].errors:
            return f"A feeling has at most {FEELING} letters here. Your text is as it was."
        return ""

    def said(self, name: str) -> str:
        """One field as one line, and "" where it could not be read."""
        return " ".join(str(self.cleaned_data.get(name, "")).split())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "auto_id": False})
