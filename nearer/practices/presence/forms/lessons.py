"""What is chosen in a lesson, and how somebody did it."""

from typing import Any

from django import forms

from nearer.practices.presence.entries.lessons import HOW
from nearer.practices.presence.lessons_bank import Step

CHOOSE = {"required": "Choose one of the three.", "invalid_choice": "Choose one of the three."}


class ChoiceForm(forms.Form):
    """One of the answers of a step, by its place. It is shown and not kept."""

    choice = forms.TypedChoiceField(coerce=int, widget=forms.RadioSelect, error_messages=CHOOSE)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["choice"]
        field.label = step.ask
        field.choices = [(str(place), it.said) for place, it in enumerate(step.choices)]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """How a lesson was done; two buttons, so there is nothing to type."""

    how = forms.ChoiceField(choices=[(how, how) for how in HOW])
