"""Where this practice begins: what there is to do here."""

from typing import Any

from django.http import HttpResponse

from nearer.practices.acknowledge.selectors import index as selectors
from nearer.web.pages import render


def index(request: Any) -> HttpResponse:
    return render(request, "acknowledge/index.html", {"page": selectors.index(request.person)})
