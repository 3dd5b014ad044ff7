"""Days and a time for the check-in."""

from django import forms

from nearer.practices.conversation.rules.rhythm import DAYS, Evening, evening


class RhythmForm(forms.Form):
    days = forms.TypedMultipleChoiceField(
        label="On which days",
        coerce=int,
        choices=[(str(number), name) for number, name in enumerate(DAYS)],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose a day, or two."},
    )
    time = forms.RegexField(
        r"^([01]\d|2[0-3]):[0-5]\d$",
        label="At what time",
        initial="20:30",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": "Give a time such as 20:30."},
    )

    @property
    def evening(self) -> Evening | None:
        return evening(self.cleaned_data["days"], self.cleaned_data["time"])
