"""In development: every part of the look in every state, on one page."""

from types import SimpleNamespace
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from nearer.web.pages import render

TROUBLES: Final = (
    "400", "403", "404", "413", "429", "500", "503", "form_expired", "storage_trouble",
)  # fmt: skip
WROTE: Final = (
    "The meeting with Ruth. I smiled all the way through it and then sat in the car "
    "for ten minutes.\n\nDo not ask me yet."
)


class Sample(forms.Form):
    """One of each kind of control."""

    text = forms.CharField(label="What did you carry today?", widget=forms.Textarea, max_length=999)
    name = forms.CharField(label="Name", help_text="The way Bob says it.", max_length=40)
    pin = forms.CharField(label="PIN on this phone", widget=forms.PasswordInput)
    day = forms.ChoiceField(label="Day", choices=[("thu", "Thursday"), ("sun", "Sunday")])
    who = forms.ChoiceField(
        label="Who runs this server?",
        widget=forms.RadioSelect,
        choices=[("me", "I do"), ("partner", "Bob does"), ("other", "Somebody else")],
    )
    causes = forms.MultipleChoiceField(
        label="What is around you?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("work", "Work"), ("phones", "Phones in bed"), ("grief", "Grief")],
    )
    sure = forms.BooleanField(label="I have written the five words down")


def show(request: HttpRequest) -> HttpResponse:
    """With `?out` as somebody who is not signed in."""
    if "out" not in request.GET:
        request.__dict__["person"] = SimpleNamespace(
            name="Alice", partner=SimpleNamespace(name="Bob")
        )
    request.__dict__["plain_network"] = "lan" in request.GET
    context = {
        "fresh": Sample(initial={"who": "partner", "causes": ["phones"]}),
        "refused": Sample({"name": "Alice"}, auto_id="again_%s"),
        "wrote": WROTE,
        "words": ["lantern", "pebble", "orchard", "ferry", "velvet"],
        "troubles": TROUBLES,
    }
    return render(request, "patterns.html", context)


def trouble(request: HttpRequest, name: str) -> HttpResponse:
    """A page for trouble without having any."""
    if name not in TROUBLES:
        raise Http404
    context = {"texts": [WROTE], "wait": 8, "status": 200}
    return render(request, f"{name}.html", context)
