"""What is chosen before a sitting, and what is pressed in one."""

from typing import Any, Final

from django import forms

from nearer.practices.presence import cues_bank
from nearer.practices.presence.entries.sittings import HIGHEST, MARK
from nearer.practices.presence.rules.sitting import Act
from nearer.practices.presence.rules.terms import MINUTES, USUAL, Kind, Terms, Way

ONE_OF_THESE: Final = {"required": "Choose one of these.", "invalid_choice": "Choose one of these."}
WAYS: Final = {
    Way.TWO: "On two phones",
    Way.ONE: "One phone between us",
    Way.APART: "Apart, in a call",
}


class LayOutForm(forms.Form):
    """The terms of one sitting."""

    minutes = forms.TypedChoiceField(
        label="For how long", coerce=int, widget=forms.RadioSelect, error_messages=ONE_OF_THESE
    )
    way = forms.ChoiceField(label="How", widget=forms.RadioSelect, error_messages=ONE_OF_THESE)
    topic = forms.ChoiceField(
        label="About what", widget=forms.RadioSelect, required=False, error_messages=ONE_OF_THESE
    )
    silence = forms.ChoiceField(
        label="What you do", widget=forms.RadioSelect, required=False, error_messages=ONE_OF_THESE
    )

    def __init__(
        self, data: Any = None, *, kind: Kind, paired: bool, intense: bool, **more: Any
    ) -> None:
        """`intense` says whether the topics that ask a lot may be chosen."""
        super().__init__(data, **more)
        self.kind = kind
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (number, f"{number} minutes") for number in MINUTES[kind]
        ]
        ways = Way if paired else (Way.ONE,)
        alone = {} if paired else {Way.ONE: "Here, on this phone"}
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (way.value, (WAYS | alone)[way]) for way in ways
        ]
        self.fields["topic"].choices = [("", "Nothing set")] + [  # type: ignore[attr-defined]
            (topic.id, topic.title)
            for topic in cues_bank.offered_topics()
            if intense or not topic.intense
        ]
        self.fields["silence"].choices = [  # type: ignore[attr-defined]
            (silence.id, silence.title) for silence in cues_bank.offered_silences()
        ]
        if kind is not Kind.LISTEN:
            del self.fields["topic"]
        if kind is Kind.SILENT:
            self.fields["silence"].required = True
        else:
            del self.fields["silence"]
        if not self.is_bound:
            self.initial = {"minutes": USUAL[kind], "way": next(iter(ways)).value, **self.initial}

    @property
    def terms(self) -> Terms:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data
        return Terms(
            self.kind,
            Way(said["way"]),
            said["minutes"],
            said.get("topic", ""),
            said.get("silence", ""),
        )


class PressForm(forms.Form):
    """One press. Only our own buttons send it, so there is nothing to explain."""

    act = forms.ChoiceField(choices=[(act.value, act.value) for act in Act])
    seen = forms.IntegerField(min_value=0, max_value=HIGHEST)
    once = forms.RegexField(r"^[0-9a-f]{0,64}$", max_length=MARK, required=False)
