"""One picture: the circles, the causes, a line."""

from typing import Any

from django import forms

from nearer.practices.acknowledge import content, pulse_bank
from nearer.web.fields import LINE_BYTES, WordsField


def _places() -> list[tuple[int, str]]:
    return list(enumerate(pulse_bank.items()["closeness"].words))


def _causes() -> list[tuple[str, str]]:
    return [(cause.id, cause.name) for cause in content.causes().values() if not cause.retired]


class PictureForm(forms.Form):
    overlap = forms.TypedChoiceField(
        label="Place the circles",
        coerce=int,
        choices=_places,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Place the circles first. There is no right place.",
            "invalid_choice": "The circles have eleven places, and this is none of them.",
        },
    )
    causes = forms.MultipleChoiceField(
        label="What you recognise",
        choices=_causes,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "One of these causes is not on the list here."},
    )
    line = WordsField(limit=LINE_BYTES, label="A line, if you like", required=False)

    def chosen(self) -> set[str]:
        """The causes that stand chosen in the form, for the template."""
        return {str(cause) for cause in self["causes"].value() or ()}

    @property
    def picture(self) -> dict[str, Any]:
        """What was drawn, as a picture has it."""
        causes = [name for name, _ in _causes() if name in self.cleaned_data["causes"]]
        return {**self.cleaned_data, "causes": causes}
