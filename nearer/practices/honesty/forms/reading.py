"""The moment for reading a letter, and the sentence that answers first."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from nearer.practices.honesty import content
from nearer.practices.honesty.rules import letters as rules
from nearer.practices.honesty.rules.letters import When
from nearer.web.fields import WordsField

ABOUT_BYTES = 400
WALL = "%Y-%m-%dT%H:%M"
SAID_LATER = timedelta(days=1)


class MomentForm(forms.Form):
    when = forms.ChoiceField(choices=[(when.value, when.value) for when in When])


def _sentences() -> list[tuple[str, str]]:
    return [(it.id, it.label) for it in content.sentences().values() if not it.retired]


class SentenceForm(forms.Form):
    """One sentence; two of them have a gap. `now` and `zone` say what lies ahead."""

    sentence = forms.ChoiceField(
        label="First, one sentence",
        choices=_sentences,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a sentence. Your own words come after it."},
    )
    text_about = WordsField(
        limit=ABOUT_BYTES, label="Tell me more about", required=False, widget=forms.TextInput
    )
    back = forms.CharField(
        label="I’ll come back by",
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"type": "datetime-local"}),
        help_text="You are reminded on Today, and nobody else is.",
    )

    def __init__(self, *args: Any, now: datetime, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now, self.zone = now, zone
        self.fields["back"].initial = (now.astimezone(zone) + SAID_LATER).strftime(WALL)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        gap = self.gap
        if gap == "about" and not cleaned.get("text_about") and "text_about" not in self.errors:
            self.add_error("text_about", "Name what you would like to hear more about.")
        if gap == "back" and self.moment is None:
            self.add_error("back", "Choose a day and a time within the next four weeks.")
        return cleaned

    @property
    def gap(self) -> str:
        chosen = content.sentences().get(self.cleaned_data.get("sentence", ""))
        return chosen.gap if chosen else ""

    @property
    def moment(self) -> datetime | None:
        """By when they come back, where that is what they said."""
        if self.gap != "back":
            return None
        try:
            wall = datetime.strptime(self.cleaned_data.get("back", ""), WALL)  # noqa: DTZ007 - zone follows
        except ValueError:
            return None
        return rules.back_by(wall, zone=self.zone, now=self.now)

    @property
    def about(self) -> str:
        """One line stays one line."""
        said = str(self.cleaned_data["text_about"]) if self.gap == "about" else ""
        return " ".join(said.split())
