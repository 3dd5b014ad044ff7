"""The pulse as it is sent: a number for each item, or nothing."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from nearer.practices.acknowledge.pulse_bank import STEPS, Item

LEFT_OUT = ("", "Leave it out")
NOT_A_PLACE = "Choose a place from 0 to 10, or leave it out."
NOTHING = "Nothing is answered yet. One answer is enough to keep the week."


class PulseForm(forms.Form):
    """One row of places for each item. An empty one is an answer, too."""

    def __init__(self, items: Iterable[Item], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for item in items:
            self.fields[item.id] = _places(item)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not self.answered:
            raise forms.ValidationError(NOTHING)
        return cleaned

    @property
    def answered(self) -> dict[str, int]:
        """What was answered, by the names of the items."""
        places = self.cleaned_data.items()
        return {name: value for name, value in places if isinstance(value, int)}


def _places(item: Item) -> forms.Field:
    return forms.TypedChoiceField(
        label=item.text,
        choices=[LEFT_OUT, *((str(place), str(place)) for place in range(STEPS))],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_A_PLACE},
    )


def typed(fields: Mapping[str, str], items: Iterable[Item]) -> dict[str, str]:
    """What a draft holds of these items, as far as it fits them."""
    places = {str(place) for place in range(STEPS)}
    return {item.id: fields[item.id] for item in items if fields.get(item.id) in places}
