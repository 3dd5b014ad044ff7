"""The page about one's notices, and the link in each mail that switches them off."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from nearer.lib.access import nobody_known
from nearer.notices import actions, mails, selectors
from nearer.notices.asked import Asked
from nearer.notices.forms import CodeForm, NoticesForm
from nearer.notices.rules import Code, Quiet
from nearer.web.look import look
from nearer.web.pages import address_of, html, render

if TYPE_CHECKING:
    from nearer.accounts.present import Present

TOO_MANY = (
    "Enough codes were sent for today, so no other one was. Look among the mails that your "
    "program takes for advertising, or try again tomorrow."
)
SAID = {
    Code.WRONG: "That is not the code of the last mail. Look again; nothing is lost.",
    Code.OVER: "This code works no more. Send another one.",
}


def notices(request: Any) -> HttpResponseBase:
    """Everything about one's notices; off until somebody asks for them."""
    present: Present = request.person
    if present.provisional_until is not None:
        return redirect("take-words")
    if request.method != "POST":
        return _page(request)
    form = NoticesForm(request.POST)
    if not selectors.can_send() or not form.is_valid():
        return _page(request, form=form)
    try:
        actions.ask(present.pen, _asked(request, form.cleaned_data))
    except actions.TooManyCodes:
        form.add_error("address", TOO_MANY)
        return _page(request, form=form)
    return redirect("notices")


def _asked(request: Any, data: dict[str, Any]) -> Asked:
    return Asked(
        address=data["address"],
        base=address_of(request, "/"),
        zone=request.person.zone,
        quiet=Quiet(data["begins"], data["ends"]),
        kinds=tuple(data["kinds"]),
        day=data["day"],
        at=data["at"],
        plain=data["name"] == "plain",
    )


def _page(
    request: HttpRequest, *, form: NoticesForm | None = None, code: CodeForm | None = None
) -> HttpResponse:
    present: Present = request.person  # type: ignore[attr-defined]
    page = selectors.page(present)
    status = 422 if (form and form.errors) or (code and code.errors) else 200
    context = {
        "page": page,
        "form": form or NoticesForm(initial=_initial(request, page.asked)),
        "code": code or CodeForm(),
        "changing": form is not None,
        "lines": [mails.title(plain=plain) for plain in (False, True)],
    }
    return render(request, "notices/notices.html", context, status=status)


def _initial(request: HttpRequest, asked: Asked | None) -> dict[str, Any]:
    known = asked or Asked(address="", base="", kinds=("weekly",), plain=look(request).plain)
    return {
        "address": known.address,
        "kinds": known.kinds,
        "day": known.day,
        "at": known.at,
        "begins": known.quiet.begins,
        "ends": known.quiet.ends,
        "name": "plain" if known.plain else "named",
    }


@require_POST
def confirm(request: Any) -> HttpResponseBase:
    """The code that came to the address."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, code=form)
    found = actions.confirm(request.person.pen, form.cleaned_data["code"])
    if found is not Code.RIGHT:
        form.add_error("code", SAID[found])
        return _page(request, code=form)
    return redirect("notices")


@require_POST
def again(request: Any) -> HttpResponseBase:
    """Another code to the same address."""
    try:
        actions.ask_again(request.person.pen)
    except actions.TooManyCodes:
        form = CodeForm({"code": ""})
        form.errors.clear()
        form.add_error("code", TOO_MANY)
        return _page(request, code=form)
    return redirect("notices")


@require_POST
def stop(request: Any) -> HttpResponseBase:
    actions.stop(request.person.couple, request.person.id)
    return redirect("notices")


@nobody_known
@csrf_exempt  # the secret in the address is what allows it, and mail programs press it too
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in a mail. Looking at it changes nothing: mail programs look at links."""
    if request.method != "POST":
        return HttpResponse(html("notices/off.html", {"done": None}))
    try:
        done = actions.stop_by_link(bytes.fromhex(secret))
    except ValueError:
        done = False
    return HttpResponse(html("notices/off.html", {"done": done}), status=200 if done else 410)
