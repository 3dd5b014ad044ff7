"""What a person asks for, and the code that proves the address."""

from typing import Any

from django import forms

from nearer.notices import kinds, rules

DAYS = [
    (0, "Monday"),
    (1, "Tuesday"),
    (2, "Wednesday"),
    (3, "Thursday"),
    (4, "Friday"),
    (5, "Saturday"),
    (6, "Sunday"),
]
NAMES = [("named", "A note from Nearer."), ("plain", "A note.")]
NO_TIME = "Give a time as it stands on a clock, such as 22:00."


class Clock(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ClockField(forms.TimeField):
    def __init__(self, label: str) -> None:
        messages = {"required": NO_TIME, "invalid": NO_TIME}
        super().__init__(label=label, widget=Clock, error_messages=messages)


class NoticesForm(forms.Form):
    """Where to, what for, when not."""

    # Not an EmailField: its one sentence does not say what is wrong, and it refuses what works.
    address = forms.CharField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": "320"}),
        error_messages={"required": "Give the address that notes should go to."},
    )
    kinds = forms.MultipleChoiceField(
        label="What for?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one, or leave notices off."},
    )
    day = forms.TypedChoiceField(
        label="Once a week: on which day?", choices=DAYS, coerce=int, initial=6
    )
    at = ClockField("Once a week: at what time?")
    begins = ClockField("Quiet from")
    ends = ClockField("until")
    name = forms.ChoiceField(
        label="What should the mail say?", choices=NAMES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["kinds"]
        chosen.choices = [(kind.name, kind.title) for kind in kinds.registered()]

    def clean_address(self) -> str:
        try:
            return rules.address(self.cleaned_data["address"])
        except rules.NotAnAddress as fault:
            raise forms.ValidationError(str(fault)) from fault


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code from the mail",
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "pin"}
        ),
        error_messages={"required": "Type the six digits from the mail."},
    )
