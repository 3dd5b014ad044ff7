"""Something else stands in my calendar at the time of a plan, and it is fine."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from nearer.practices.quality_time.actions import conflicts as actions
from nearer.practices.quality_time.selectors.plans import one_plan


@require_POST
def fine(request: Any, thread: UUID, day: str) -> HttpResponseBase:
    """It takes place all the same."""
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    if request.person.partner is None or one_plan(request.person, thread) is None:
        raise Http404
    actions.fine(request.person, thread, chosen)
    return redirect("quality_time:plan", thread=thread)
