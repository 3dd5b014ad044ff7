"""Where this practice begins."""

from typing import Any

from django.http import HttpResponse

from nearer.web.pages import render


def index(request: Any) -> HttpResponse:
    """What there is to sit down to."""
    return render(request, "presence/index.html", {})
