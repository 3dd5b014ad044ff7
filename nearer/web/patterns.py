"""In development: every part of the look in every state, on one page."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from nearer.web.pages import render, wants_fragment

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


def _alice(minutes: int) -> SimpleNamespace:
    now = timezone.now()
    locks_at = now + timedelta(minutes=minutes)
    partner = SimpleNamespace(name="Bob")
    return SimpleNamespace(name="Alice", partner=partner, now=now, locks_at=locks_at)


def show(request: HttpRequest) -> HttpResponse:
    """With `?out` as somebody who is not signed in, `?lan` on a plain network, `?locking` soon."""
    if request.method == "POST" and wants_fragment(request):
        return JsonResponse({"saved": True})
    if "out" not in request.GET:
        request.__dict__["person"] = _alice(2 if "locking" in request.GET else 30)
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
