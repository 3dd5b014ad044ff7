"""What is asked when two people pair or part."""

from django import forms

from nearer.accounts.forms import NAME, ZoneField

HOSTED = [
    ("me", "I do"),
    ("partner", "My partner does"),
    ("other", "Somebody else does"),
]


class HostedForm(forms.Form):
    """Who runs the server: both are asked, and both have to say the same."""

    hosted_by = forms.ChoiceField(
        label="Who runs this server?",
        choices=HOSTED,
        widget=forms.RadioSelect,
        error_messages={"required": "Say who runs it. If you are not sure, ask each other."},
        help_text="Whoever runs it gives their answers first. So they cannot read yours before.",
    )


class ComeForm(forms.Form):
    """Joining with a name, when the link brings no question. Who hosts is asked later."""

    name = forms.CharField(
        label="What should they call you?",
        max_length=NAME,
        error_messages={"required": "Give any name you like."},
    )
    zone = ZoneField()


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text="24 letters and digits. Dashes do not matter.",
        error_messages={"required": "Type the code you were given."},
    )


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label="Yes, I want to leave",
        error_messages={"required": "Tick this if you are sure. Nothing happens otherwise."},
    )
