"""What somebody looks for among the ideas, and what they pick."""

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django import forms

from nearer.practices.quality_time.rules.ideas import MOST, Calm, Wish
from nearer.practices.quality_time.rules.tags import Idea, Season

ANY: Final = ("", "Any")
LOST: Final = "Choose from these; the link may be an old one."
MINUTES: Final = (
    ANY,
    *(("5", "5 minutes"), ("15", "15 minutes"), ("30", "30 minutes")),
    *(("60", "An hour"), ("120", "Two hours")),
)
COSTS: Final = (ANY, ("free", "Free"), ("low", "Less than a coffee for two"))
ENERGIES: Final = (ANY, ("1", "Worn out"), ("2", "Some left"))
PLACES: Final = (ANY, ("home", "At home"), ("outside", "Outside"), ("town", "In town"))
CHILDREN: Final = (
    ("", "None, or away"),
    ("with", "Children are with us"),
    ("asleep", "They sleep, so somebody stays in"),
)
ALSO: Final = (("apart", "We are in two places"), ("season", "Only what suits the season"))
CALM: Final = (
    (Calm.QUIET.value, "No noise"),
    (Calm.DIM.value, "No bright light"),
    (Calm.ODOURLESS.value, "No strong smells"),
    (Calm.STILL.value, "Sitting or lying"),
    (Calm.HANDS.value, "Something for the hands"),
    (Calm.MOVING.value, "Moving"),
)


def _chips(label: str, values: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=values,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": LOST},
    )


def _several(label: str, values: Sequence[tuple[str, str]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=values,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": LOST},
    )


class WishForm(forms.Form):
    """A part that is left open asks for nothing."""

    minutes = _chips("Time there is", MINUTES)
    energy = _chips("Energy there is", ENERGIES)
    cost = _chips("Cost", COSTS)
    place = _chips("Where", PLACES)
    children = _chips("Children", CHILDREN)
    also = _several("And", ALSO)
    calm = _several("What would be good today", CALM)

    def __init__(self, data: Any) -> None:
        known = data.copy()
        for name in ("minutes", "energy", "cost", "place", "children"):
            known.setdefault(name, "")
        super().__init__(known)

    def wish(self, *, season: Season) -> Wish:
        """What is asked for, by somebody for whom it is this season now."""
        said = self.cleaned_data
        return Wish(
            minutes=int(said["minutes"] or 0),
            energy=int(said["energy"] or 0),
            cost=said["cost"],
            place=said["place"],
            children=said["children"],
            apart="apart" in said["also"],
            season=season if "season" in said["also"] else "",
            calm=tuple(Calm(name) for name in said["calm"]),
        )

    def query(self) -> str:
        """The same for an address; nothing where nothing is asked."""
        return urlencode({k: v for k, v in self.cleaned_data.items() if v}, doseq=True)

    def said(self) -> list[str]:
        """What is asked for, in the words of the form."""
        found = []
        for name, value in self.cleaned_data.items():
            words = dict(self.fields[name].choices)  # type: ignore[attr-defined]
            values = value if isinstance(value, list) else [value]
            found += [words[it] for it in values if it]
        return found


class PicksForm(forms.Form):
    """Up to five of those that were dealt, and of those that one brought along."""

    ideas = forms.MultipleChoiceField(
        label=f"Up to {MOST}",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick one at least. Which one is up to you.",
            "invalid_choice": LOST,
        },
    )

    def __init__(self, data: Any = None, *, shown: Sequence[Idea], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["ideas"].choices = [(idea.id, idea.title) for idea in shown]  # type: ignore[attr-defined]

    def clean_ideas(self) -> list[str]:
        """In the order in which they stand, so that it tells nothing."""
        said = set(self.cleaned_data["ideas"])
        if len(said) > MOST:
            raise forms.ValidationError(
                f"These are {len(said)}. {MOST} are the most, so that they weigh something."
            )
        choices = self.fields["ideas"].choices  # type: ignore[attr-defined]
        return [name for name, _ in choices if name in said]
