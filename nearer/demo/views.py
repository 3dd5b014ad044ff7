"""The page from which both phones are one click away."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from nearer.accounts import actions as accounts
from nearer.accounts import delay, devices, sessions, ways
from nearer.demo import folder, making
from nearer.demo.published import WORDS
from nearer.demo.story import story
from nearer.lib import clock
from nearer.web.middleware import CSP
from nearer.web.pages import render

# Two names of this computer, whose cookies do not mix.
HOSTS: Final = {"first": "localhost", "second": "127.0.0.1"}
USUAL_PORT: Final = "80"


@dataclass(frozen=True, slots=True)
class Phone:
    """One of the two phones, on an address of its own."""

    name: str
    words: str
    origin: str
    path: str

    @property
    def href(self) -> str:
        return self.origin + self.path


def _phones(request: HttpRequest) -> dict[str, Phone]:
    return {
        who: Phone(
            name=story().names[who],
            words=WORDS[who],
            origin=_origin(host, request.get_port()),
            path=reverse("demo:come-in", kwargs={"who": who}),
        )
        for who, host in HOSTS.items()
    }


def _origin(host: str, port: str) -> str:
    """As a browser says it: the usual port goes without saying."""
    return f"http://{host}" if port == USUAL_PORT else f"http://{host}:{port}"


@require_safe
def phones(request: HttpRequest) -> HttpResponse:
    """Both phones, what not to type, and how to begin again."""
    found = _phones(request)
    context = {
        "phones": found.values(),
        "names": story().names,
        "label": story().couple.label,
        "made": folder.remembered(settings.DATA_DIR),
        "again": "again" in request.GET,
        "changed": found.get(request.GET.get("changed", "")),
    }
    response = render(request, "demo/phones.html", context)
    # Each button leads to the phone's own address, which is another origin for one of them.
    origins = " ".join(phone.origin for phone in found.values())
    response["Content-Security-Policy"] = CSP.replace(
        "form-action 'self'", f"form-action 'self' {origins}"
    )
    response["Referrer-Policy"] = "origin"  # so that the other address is told who asks
    return response


@csrf_exempt  # the form's cookie belongs to the other address; the origin is looked at instead
@require_POST
def come_in(request: HttpRequest, who: str) -> HttpResponseBase:
    """Sign in on this address with the words that everybody knows."""
    found = _phones(request)
    if who not in found:
        raise Http404
    if request.headers.get("Origin") not in {phone.origin for phone in found.values()}:
        return redirect("demo:phones")
    try:
        ticket, _vault = accounts.sign_in(
            name=found[who].name,
            words=WORDS[who],
            label=devices.label(request),
            now=clock.now(),
        )
    except (ways.WordsDoNotOpen, delay.TooSoon):
        return redirect(f"{reverse('demo:phones')}?changed={who}")
    sessions.end_quietly(request)
    response = redirect("home")
    sessions.hand_out(response, request, ticket)
    return response


@require_POST
def again(request: HttpRequest) -> HttpResponseBase:
    """Forget whatever was typed, and make the two anew."""
    del request
    making.again()
    return redirect(f"{reverse('demo:phones')}?again=1")
