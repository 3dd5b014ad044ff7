"""What may be said on Today, in two taps."""

from typing import Final

from django import forms

MINUTES: Final = {5: "5", 15: "15", 30: "30", 240: "More"}
ENERGY: Final = {1: "A little", 2: "Some", 3: "Plenty"}


class TodayForm(forms.Form):
    """One of these at a time: each is a button."""

    not_now = forms.RegexField(r"^[\w.-]+\Z", required=False, max_length=80)
    again = forms.BooleanField(required=False)
    minutes = forms.TypedChoiceField(
        required=False, choices=list(MINUTES.items()), coerce=int, empty_value=None
    )
    energy = forms.TypedChoiceField(
        required=False, choices=list(ENERGY.items()), coerce=int, empty_value=None
    )


class PathForm(forms.Form):
    """How one wants to walk."""

    path = forms.ChoiceField(required=False, choices=[("on", "on"), ("off", "off")])
    more = forms.ChoiceField(
        required=False, choices=[("yes", "yes"), ("no", "no"), ("open", "open")]
    )
