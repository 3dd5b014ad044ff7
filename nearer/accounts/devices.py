"""What a device is called in the list, and the cookie that holds its half of a PIN."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from nearer.accounts.pins import DevicePin
from nearer.accounts.sessions import Ticket, read_ticket

A_YEAR = 365 * 24 * 60 * 60
_SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
_BROWSERS = ("Firefox", "Edg", "OPR", "Chrome", "Safari")
_CALLED = {"Edg": "Edge", "OPR": "Opera", "Macintosh": "Mac"}


def label(request: HttpRequest) -> str:
    """A few words for the list of devices, such as "Firefox on Android"."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for name in _BROWSERS if re.search(rf"\b{name}", agent)), "A browser")
    system = next((name for name in _SYSTEMS if name in agent), "a device")
    return f"{_CALLED.get(browser, browser)} on {_CALLED.get(system, system)}"


def _cookie(request: HttpRequest) -> str:
    return "__Host-device" if request.is_secure() else "device"


def pin_of(request: HttpRequest) -> DevicePin | None:
    """This device's half of a PIN, if it has one."""
    ticket = read_ticket(request.COOKIES.get(_cookie(request), ""))
    if ticket is None:
        return None
    return DevicePin(ticket.couple, ticket.session, ticket.secret)


def keep_pin(response: HttpResponseBase, request: HttpRequest, pin: DevicePin) -> None:
    response.set_cookie(
        _cookie(request),
        Ticket(pin.couple, pin.slot, pin.secret).text,
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def forget_pin(response: HttpResponseBase, request: HttpRequest) -> None:
    response.delete_cookie(_cookie(request), samesite="Strict")


def has_pin_for(request: HttpRequest, couple: UUID) -> bool:
    """Whether the PIN of this device belongs to this couple's session."""
    pin = pin_of(request)
    return pin is not None and pin.couple == couple
