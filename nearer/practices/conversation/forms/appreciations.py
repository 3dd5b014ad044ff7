"""One kind line."""

from django import forms

from nearer.web.fields import LINE_BYTES, WordsField

LONGEST = 300


class AppreciationForm(forms.Form):
    text = WordsField(
        limit=LINE_BYTES,
        max_length=LONGEST,
        label="Your line",
        widget=forms.Textarea(attrs={"maxlength": LONGEST}),
        error_messages={
            "required": "Write a line first. A short one is fine.",
            "max_length": f"This is longer than one line ({LONGEST} characters). Nothing is lost.",
        },
    )

    def clean_text(self) -> str:
        """One line stays one line."""
        return " ".join(str(self.cleaned_data["text"]).split())
