"""The hours somebody likes: ticked, typed, and what they need around them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms

from nearer.practices.quality_time import content
from nearer.practices.quality_time.entries.sources import Hours

ROWS: Final = 8
"""So many rows of typed hours have room, of each sort."""
BLANK: Final = 2
"""So many empty ones stand below those that are filled."""
LEFT_OUT: Final = "none"
SORTS: Final = ("own", "never")
DAYS: Final = (
    ("every", "Every day"),
    ("week", "Monday to Friday"),
    ("weekend", "Saturday and Sunday"),
    ("mon", "Monday"),
    ("tue", "Tuesday"),
    ("wed", "Wednesday"),
    ("thu", "Thursday"),
    ("fri", "Friday"),
    ("sat", "Saturday"),
    ("sun", "Sunday"),
    (LEFT_OUT, "Leave this out"),
)
NOTHING: Final = (0, "None")
QUARTERS: Final = tuple((n, f"{n} minutes") for n in (15, 30, 45, 60, 90))
LENGTHS: Final = tuple((n, f"{n} minutes") for n in (30, 45, 60, 90, 120, 180, 240))
WALL: Final = r"^([01]\d|2[0-3]):[0-5]\d$"
A_TIME: Final = "Give a time such as 20:30."


def _presets() -> list[tuple[str, str]]:
    return [(it.id, it.name) for it in content.presets().values() if not it.retired]


def wall(label: str, *, required: bool = False) -> forms.RegexField:
    """A time as it stands on a clock."""
    return forms.RegexField(
        WALL,
        label=label,
        required=required,
        widget=forms.TimeInput(attrs={"type": "time"}),
        error_messages={"invalid": A_TIME, "required": A_TIME},
    )


def minutes(label: str, choices: tuple[tuple[int, str], ...]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=choices,
        error_messages={"required": "Choose one of these.", "invalid_choice": "Choose one."},
    )


class HoursForm(forms.Form):
    """One page of hours. Rows that are empty or left out count for nothing."""

    presets = forms.MultipleChoiceField(
        label="Tick what fits",
        choices=_presets,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    shortest = minutes("How long should it be at least?", LENGTHS)
    travel = minutes("Before, to get there", (NOTHING, *QUARTERS))
    rest = minutes("Afterwards, to rest", (NOTHING, *QUARTERS))
    sleep_from = wall("I sleep from", required=True)
    sleep_until = wall("until", required=True)

    def __init__(self, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for sort in SORTS:
            for number in range(self._rows(sort)):
                name = f"{sort}_{number}"
                self.fields[f"{name}_days"] = forms.ChoiceField(
                    label="Days", choices=DAYS, required=False, initial=DAYS[0][0]
                )
                self.fields[f"{name}_from"] = wall("From")
                self.fields[f"{name}_until"] = wall("Until")

    def _rows(self, sort: str) -> int:
        known = self.data if self.is_bound else self.initial
        filled = [n for n in range(ROWS) if known.get(f"{sort}_{n}_from")]
        return min(ROWS, max((n + 1 for n in filled), default=0) + BLANK)

    def clean(self) -> None:
        for sort in SORTS:
            for name, days, start, until in self._typed(sort):
                if days != LEFT_OUT and bool(start) != bool(until):
                    self.add_error(f"{name}_{'until' if start else 'from'}", A_TIME)

    def _typed(self, sort: str) -> Iterator[tuple[str, str, str, str]]:
        """Each row: its name, which days, from and until."""
        for number in range(self._rows(sort)):
            name = f"{sort}_{number}"
            if not any(f"{name}_{part}" in self.errors for part in ("days", "from", "until")):
                said = (self.cleaned_data[f"{name}_{part}"] for part in ("days", "from", "until"))
                days, start, until = said
                yield name, days or DAYS[0][0], start, until

    def rows(self, sort: str) -> list[tuple[forms.BoundField, ...]]:
        """The fields of each row, as they stand on the page."""
        parts = ("days", "from", "until")
        return [
            tuple(self[f"{sort}_{number}_{part}"] for part in parts)
            for number in range(self._rows(sort))
        ]

    def _kept(self, sort: str) -> list[list[str]]:
        rows = (row for _, *row in self._typed(sort))
        return [row for row in rows if row[0] != LEFT_OUT and row[1] and row[2]]

    @property
    def hours(self) -> Hours:
        """What was said, as it is sealed."""
        said = self.cleaned_data
        return Hours(
            presets=said["presets"],
            own=self._kept("own"),
            never=self._kept("never"),
            sleep=[said["sleep_from"], said["sleep_until"]],
            travel=said["travel"],
            rest=said["rest"],
            shortest=said["shortest"],
        )


def filled_in(hours: Hours | None) -> HoursForm:
    """The form as somebody finds it: with what they said, or what many like."""
    if hours is None:
        usual = [it.id for it in content.presets().values() if it.usual and not it.retired]
        hours = Hours(presets=usual)
    initial: dict[str, Any] = {
        "presets": hours.presets,
        "shortest": hours.shortest,
        "travel": hours.travel,
        "rest": hours.rest,
        "sleep_from": hours.sleep[0],
        "sleep_until": hours.sleep[1],
    }
    for sort, rows in (("own", hours.own), ("never", hours.never)):
        for number, (days, start, until) in enumerate(rows[:ROWS]):
            initial |= {
                f"{sort}_{number}_days": days,
                f"{sort}_{number}_from": start,
                f"{sort}_{number}_until": until,
            }
    return HoursForm(initial=initial)
