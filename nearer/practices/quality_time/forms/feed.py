"""The title that stands in both calendars."""

from django import forms

from nearer.practices.quality_time.entries.feed import TITLE, one_line

REQUIRED = "Give it a word or two."


class TitleForm(forms.Form):
    """One line that gives nothing away to whoever looks over a shoulder."""

    text = forms.CharField(
        label="What stands in the calendar",
        max_length=TITLE,
        error_messages={
            "required": REQUIRED,
            "max_length": f"At most {TITLE} characters.",
        },
    )

    def clean_text(self) -> str:
        """On one line, whatever was pasted."""
        text = one_line(str(self.cleaned_data["text"]))
        if not text:
            raise forms.ValidationError(REQUIRED)
        return text
