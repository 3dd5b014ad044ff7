"""The one address of the journal itself: drafts as they are typed."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from nearer.journal import drafts
from nearer.sealing.padding import TooLong

NOT_KEPT = {"csrfmiddlewaretoken", "path", "tab"}


@require_POST
def save_draft(request: Any) -> HttpResponse:
    """Seal what is being typed. `path` says which form, `tab` which of its tabs."""
    path, tab = request.POST.get("path", "")[:200], request.POST.get("tab", "")[:40]
    # Boxes of one name come as several values; each stands on a line of its own.
    fields = {key: "\n".join(found) for key, found in request.POST.lists() if key not in NOT_KEPT}
    try:
        first = drafts.save(request.person.pen, path=path, tab=tab, fields=fields)
    except TooLong:  # the page goes on saying "not saved yet", and the text stays in it
        return JsonResponse({"saved": False}, status=413)
    return JsonResponse({"saved": True, "beside_another": not first})
