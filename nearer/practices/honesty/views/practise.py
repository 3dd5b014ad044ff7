"""A private place to try sentences with the coach. Nothing of it is kept, not even as a draft."""

from typing import Any

from django import forms
from django.http import HttpResponse

from nearer.practices.honesty.forms.letters import TextForm
from nearer.practices.honesty.selectors import practise as selectors
from nearer.practices.honesty.selectors.coach import CoachPage
from nearer.practices.honesty.views import coach
from nearer.web.fields import ANSWER_BYTES, WordsField
from nearer.web.pages import render


class TryForm(TextForm):
    """Only drawn: what is typed here goes to the coach and nowhere else."""

    text = WordsField(limit=ANSWER_BYTES, label="Your words", required=False, widget=forms.Textarea)


def practise(request: Any) -> HttpResponse:
    """Any sentence, or one of the exercises. Sending the form only asks the coach."""
    page = selectors.practise(request.GET.get("exercise", ""))
    read = coach.turned(request.POST, request.person) if request.method == "POST" else CoachPage()
    start = page.chosen.start if page.chosen else ""
    text = read.text if request.method == "POST" else start
    context = {
        "page": page,
        "here": f"{request.path}?exercise={page.chosen.id}" if page.chosen else request.path,
        "form": TryForm(initial={"text": text}),
        "coach": read,
        "done": page.chosen is not None and read.read and not read.blame and text != start,
    }
    return render(request, "honesty/practise.html", context, status=coach.status_of(read))
