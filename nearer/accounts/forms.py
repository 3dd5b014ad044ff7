"""What a person types at the door."""

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing

from nearer.accounts.rules import phrase_strength
from nearer.lib import clock
from nearer.sealing import passphrase

NAME = 40
PHRASE = 120
PUBLISHED = "These words are printed in Nearer’s documentation, so take others that nobody knows."
_made = signing.Signer(salt="five words")


class ZoneField(forms.CharField):
    """The browser's time zone, filled in by a small script; anything odd is UTC."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> str:
        zone = str(value or "")
        return zone if clock.known_zone(zone) else "UTC"


def words_we_made() -> str:
    """Five fresh words, signed so that the form can prove they were drawn and not chosen."""
    return _made.sign(passphrase.five_words())


def unsigned(made: str) -> str:
    """The words of a signed set, or "" when the signature is not ours."""
    try:
        return _made.unsign(made)
    except signing.BadSignature:
        return ""


class WordsForm(forms.Form):
    """A name, and either the five words we made or a phrase of one's own."""

    name = forms.CharField(
        label="What should we call you?",
        max_length=NAME,
        strip=True,
        error_messages={"required": "Give any name you like. You need it to come back."},
    )
    made = forms.CharField(widget=forms.HiddenInput, max_length=400)
    own = forms.CharField(
        label="Or words of your own",
        required=False,
        max_length=PHRASE,
        strip=True,
        help_text="Leave this empty to use the five words above.",
    )
    kept = forms.BooleanField(
        label="I have written the words down",
        error_messages={"required": "Write the words down first. Nobody can send them to you."},
    )
    zone = ZoneField()

    def clean_made(self) -> str:
        words = unsigned(self.cleaned_data["made"])
        _refuse_published(words)
        if not words:
            raise forms.ValidationError("These words were not made here. Take the new ones above.")
        return words

    def clean_own(self) -> str:
        own: str = passphrase.normal(self.cleaned_data["own"])
        if not own:
            return ""
        _refuse_published(own)
        name = self.data.get("name", "")[:NAME]
        import zxcvbn  # noqa: PLC0415 - its word lists cost every start 50 ms, and few choose

        found = zxcvbn.zxcvbn(own[:72], user_inputs=[name])
        strength = phrase_strength(
            guesses_log2=float(found["guesses_log10"]) * 3.3219,
            enough_bits=passphrase.ENOUGH_BITS,
            warning=found["feedback"]["warning"],
        )
        if not strength.enough:
            raise forms.ValidationError(strength.advice)
        return own

    @property
    def words(self) -> str:
        """The words that were chosen, after validation."""
        return str(self.cleaned_data["own"] or self.cleaned_data["made"])


def _refuse_published(words: str) -> None:
    """What the demonstration's phones open with is printed in the documentation."""
    if passphrase.normal(words) in settings.PUBLISHED_WORDS:
        raise forms.ValidationError(PUBLISHED)


class SignInForm(forms.Form):
    """Name and words."""

    name = forms.CharField(
        label="Your name here",
        max_length=NAME,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Which name did you give yourself here?"},
    )
    words = forms.CharField(
        label="Your words",
        max_length=400,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Capitals, commas and dashes do not matter.",
        error_messages={"required": "Type the words you wrote down."},
    )


class UnlockForm(forms.Form):
    """Only the words: who you are is known on this device."""

    words = SignInForm.base_fields["words"]


class RecoveryForm(forms.Form):
    code = forms.CharField(
        label="The code on your recovery sheet",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="26 letters and digits. Dashes do not matter.",
        error_messages={"required": "Type the code from the sheet."},
    )


class PinForm(forms.Form):
    pin = forms.RegexField(
        r"^\d{6}$",
        label="Six digits",
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": "6", "class": "pin"}
        ),
        error_messages={
            "required": "Type six digits.",
            "invalid": "It has to be six digits.",
        },
    )


class ProvedForm(forms.Form):
    """What an open phone alone must not be enough for."""

    now = forms.CharField(
        label="The words you have now",
        max_length=400,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Asked so that an open phone alone is not enough.",
        error_messages={"required": "Type the words you have now."},
    )


class ChangeWordsForm(WordsForm, ProvedForm):
    """New words, by somebody who knows the old ones."""


class SetPinForm(PinForm, ProvedForm):
    """A PIN, by somebody who knows the words."""


class ZoneForm(forms.Form):
    """Where this person lives, for the date on their wall."""

    zone = forms.CharField(label="Time zone", max_length=64, help_text="For example Europe/Lisbon.")

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if not clock.known_zone(zone):
            raise forms.ValidationError(
                f"There is no zone called {zone}. A city works, such as Europe/Lisbon."
            )
        return zone


class DeleteForm(forms.Form):
    """Deleting asks for the words, so that an open phone is not enough."""

    words = SignInForm.base_fields["words"]
    sure = forms.BooleanField(
        label="Delete everything I wrote here, now",
        error_messages={"required": "Tick this if you are sure. Nothing happens otherwise."},
    )


def minutes_until_lock() -> int:
    return settings.IDLE_LOCK_MINUTES
