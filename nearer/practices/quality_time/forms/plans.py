"""A time to propose: for something new, instead of another one, or again and again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import forms

from nearer.practices.quality_time.entries.plans import LINE
from nearer.practices.quality_time.forms.hours import A_TIME, WALL
from nearer.practices.quality_time.rules.dates import LONGEST, SHORTEST, Date, Repeat, date_of
from nearer.practices.quality_time.rules.proposals import Amiss, amiss

LENGTHS: Final = (15, 30, 45, 60, 90, 120, 150, 180, 240, 360, 480)
USUAL: Final = 120
OFTEN: Final = (
    (Repeat.ONCE.value, "Once"),
    (Repeat.WEEKLY.value, "Every week"),
    (Repeat.FORTNIGHTLY.value, "Every two weeks"),
    (Repeat.MONTHLY.value, "Every month"),
)
A_DAY: Final = "Give a day such as 2026-10-23."
IDEA: Final = r"^[a-z0-9][a-z0-9.-]{0,59}$"
SAID: Final = {
    Amiss.OVER: "This time is already over. Choose one that lies ahead.",
    Amiss.FAR: "This is more than half a year ahead. Choose a nearer one; it can move later.",
    Amiss.SKIPPED: (
        "In that night the clocks go forward, and this time is skipped. "
        "Choose one an hour earlier or later."
    ),
}


class WhenForm(forms.Form):
    """When, and for how long. A window of both comes as `start`, its wall time in one."""

    date = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": A_DAY, "invalid": A_DAY},
    )
    time = forms.RegexField(
        WALL,
        label="From",
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"required": A_TIME, "invalid": A_TIME},
    )
    minutes = forms.TypedChoiceField(
        label="For how long",
        coerce=int,
        error_messages={"required": "Choose one of these.", "invalid_choice": "Choose one."},
    )

    repeats = False

    def __init__(
        self,
        data: Any = None,
        *,
        zone: str,
        now: datetime,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(_apart(data), initial={"minutes": USUAL} | dict(initial or {}))
        self.zone, self.now = zone, now
        self.when: Date | None = None
        known = self.data if self.is_bound else self.initial
        self.fields["minutes"].choices = _lengths(str(known.get("minutes", "")))  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        if not {"date", "time", "minutes"} <= said.keys():
            return
        start = f"{said['date']:%Y-%m-%d}T{said['time']}"
        try:
            when = date_of(start, self.zone, said["minutes"], said.get("repeat", ""))
            fault = amiss(when, now=self.now)
        except (ValueError, OverflowError):
            self.add_error("date", A_DAY)
            return
        if fault:
            self.add_error("time" if fault is Amiss.SKIPPED else "date", SAID[fault])
            return
        self.when = when


class RitualForm(WhenForm):
    """Another time for what comes back."""

    repeat = forms.ChoiceField(
        label="How often", choices=OFTEN[1:], widget=forms.RadioSelect, initial=OFTEN[1][0]
    )


class ProposeForm(WhenForm):
    """A time for something new, and what it is about."""

    repeat = forms.ChoiceField(
        label="How often",
        choices=OFTEN,
        required=False,
        widget=forms.RadioSelect,
        initial=OFTEN[0][0],
    )
    line = forms.CharField(
        label="What for",
        required=False,
        max_length=LINE,
        error_messages={"max_length": f"At most {LINE} characters. Nothing is lost; shorten it."},
    )
    idea = forms.RegexField(IDEA, required=False, widget=forms.HiddenInput)

    def clean_line(self) -> str:
        """On one line, whatever was pasted."""
        return " ".join(str(self.cleaned_data["line"]).split())


def _apart(data: Any) -> Any:
    """A form that gave day and time as one has them apart afterwards."""
    if data is None or data.get("date") or not data.get("start"):
        return data
    day, _, clock = str(data["start"]).partition("T")
    return data.dict() | {"date": day, "time": clock}


def _lengths(given: str) -> list[tuple[int, str]]:
    known = set(LENGTHS)
    if given.isascii() and given.isdecimal() and len(given) <= len(str(LONGEST)):
        known |= {int(given)} & set(range(SHORTEST, LONGEST + 1))
    return [(minutes, length_in_words(minutes)) for minutes in sorted(known)]


def length_in_words(minutes: int) -> str:
    """`45 minutes`, `1 hour`, `2½ hours`, `2 hours 10 minutes`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} minutes"
    if rest == 30:  # noqa: PLR2004
        return f"{hours}½ hours"
    said = "1 hour" if hours == 1 else f"{hours} hours"
    return f"{said} {rest} minutes" if rest else said
