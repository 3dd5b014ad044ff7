"""How it has been going: one's own line, and both where both want it."""

from typing import Any

from django.http import HttpResponse

from nearer.web.pages import render


def trend(request: Any) -> HttpResponse:
    return render(request, "acknowledge/trend.html")
