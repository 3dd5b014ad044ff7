"""The next good times for two, and a week of them."""

import re
from typing import Any, Final
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from nearer.practices.quality_time import refreshing
from nearer.practices.quality_time.forms.plans import IDEA, length_in_words
from nearer.practices.quality_time.rules import windows as rules
from nearer.practices.quality_time.selectors.windows import windows_page
from nearer.web.pages import render

LEASTS: Final = tuple(zip(rules.LEASTS, ("½ hour", "1 hour", "2 hours", "3 hours"), strict=True))


@require_safe
def windows(request: Any) -> HttpResponse:
    """When both are free, as far as this person may know; what is proposed is never typed here."""
    refreshing.visited(request.person)
    page = windows_page(
        request.person,
        least=rules.least_of(request.GET.get("least", "")),
        number=rules.week_of(request.GET.get("week", "")),
        thread=plan_of(request.GET.get("plan", "")),
    )
    context = {
        "page": page,
        "leasts": LEASTS,
        "in_words": length_in_words,
        "idea": idea_of(request.GET.get("idea", "")),
    }
    return render(request, "quality_time/windows.html", context)


def plan_of(text: str) -> UUID | None:
    """The name of the plan that is looked another time for; None for what can be none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def idea_of(text: str) -> str:
    """The id of an idea that is looked for a time; "" for what can be none."""
    return text if re.fullmatch(IDEA, text) else ""
