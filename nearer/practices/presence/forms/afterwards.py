"""What is taken along from a sitting."""

from django import forms

from nearer.web.fields import LINE_BYTES, WordsField


class TakenForm(forms.Form):
    """A line, or nothing where only that it took place is kept."""

    text = WordsField(limit=LINE_BYTES, label="One thing I take along", required=False)
