"""Where a calendar is, what it is called, and on which whole days its owner is free anyway."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms

LONGEST_ADDRESS: Final = 2_000
LONGEST_NAME: Final = 60
LONGEST_SECRET: Final = 400
MOST_BYTES: Final = 8 * 1024 * 1024
"""A file may have this size; a calendar of thousands of events has about five million bytes."""
ADDRESS: Final = {
    "inputmode": "url",
    "autocomplete": "off",
    "autocapitalize": "none",
    "spellcheck": "false",
}
SECRET: Final = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class Kept(forms.PasswordInput):
    """A password that stands in its field again when the form comes back, as dots: whoever typed
    sixteen letters right should not have to type them once more for a slip in the address.
    """

    def __init__(self) -> None:
        super().__init__(attrs=SECRET, render_value=True)


class AddressForm(forms.Form):
    """An address that can be fetched as it is, and a name and a password where it asks for them."""

    url = forms.CharField(
        label="The secret address",
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs=ADDRESS),
        error_messages={"required": "Put the address in here first."},
    )
    user = forms.CharField(
        label="Name, if it asks for one",
        required=False,
        max_length=LONGEST_SECRET,
        widget=forms.TextInput(attrs=SECRET),
    )
    password = forms.CharField(
        label="Password, if it asks for one",
        required=False,
        strip=False,
        max_length=LONGEST_SECRET,
        widget=Kept(),
    )


class CaldavForm(forms.Form):
    """A server with calendars, and the way in."""

    url = forms.CharField(
        label="Address of the server",
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs=ADDRESS),
        error_messages={"required": "Put the address in here first."},
    )
    user = forms.CharField(
        label="Your name there",
        max_length=LONGEST_SECRET,
        widget=forms.TextInput(attrs=SECRET),
        error_messages={"required": "The server asks for a name."},
    )
    password = forms.CharField(
        label="Password there",
        strip=False,
        max_length=LONGEST_SECRET,
        widget=Kept(),
        error_messages={"required": "The server asks for a password."},
    )


class WayInForm(forms.Form):
    """Another way to the same calendar: what is left empty stays as it was."""

    url = forms.CharField(
        label="New address",
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs=ADDRESS),
    )
    user = forms.CharField(
        label="New name",
        required=False,
        max_length=LONGEST_SECRET,
        widget=forms.TextInput(attrs=SECRET),
    )
    password = forms.CharField(
        label="New password",
        required=False,
        strip=False,
        max_length=LONGEST_SECRET,
        widget=Kept(),
    )

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("url", "Fill in what is new.")


class FoundForm(forms.Form):
    """Which of a server's calendars are to be kept."""

    calendars = forms.MultipleChoiceField(
        label="Which of them make you busy?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose one at least.",
            "invalid_choice": "That calendar is not there any more. Choose again.",
        },
    )

    def __init__(self, data: Any = None, *, found: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["calendars"].choices = list(found)  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """A file with a calendar in it."""

    file = forms.FileField(
        label="The file",
        allow_empty_file=False,
        widget=forms.FileInput(attrs={"accept": ".ics,.ical,.ifb,text/calendar"}),
        error_messages={
            "required": "Choose a file first.",
            "missing": "Choose a file first.",
            "invalid": "Choose a file first.",
            "empty": "This file is empty. Choose another one.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                "This file is larger than 8 MB. Save a shorter span of your calendar, "
                "or use its address instead."
            )
        return file


class NameForm(forms.Form):
    name = forms.CharField(
        label="What do you call it?",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "Give it a name, for yourself.",
            "max_length": f"At most {LONGEST_NAME} characters.",
        },
    )


class AllDayForm(forms.Form):
    """On which of the all-day dates somebody is free anyway."""

    free = forms.MultipleChoiceField(
        label="On these days I’m free anyway",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "These days changed meanwhile. Look again."},
    )

    def __init__(self, data: Any = None, *, days: Iterable[tuple[str, str]], free: Any) -> None:
        super().__init__(data, initial={"free": free})
        self.fields["free"].choices = list(days)  # type: ignore[attr-defined]

    @property
    def days(self) -> list[tuple[int, int]]:
        """The chosen dates, from and to, as `date.toordinal` counts them."""
        pairs = (name.split("-") for name in self.cleaned_data["free"])
        return [(int(first), int(last)) for first, last in pairs]
