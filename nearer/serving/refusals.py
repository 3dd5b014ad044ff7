"""The two answers given without Django: a body that is too long, a body that never ends."""

import asyncio
import contextlib
from dataclasses import dataclass
from string import Template

from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string

from nearer.lib.asgi import Receive, Send
from nearer.web.middleware import HEADERS

LINGER = 2.0  # seconds

ALL = {
    **HEADERS,  # as on every other page
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Connection": "close",
}
ENCODED = tuple((name.lower().encode(), value.encode()) for name, value in ALL.items())

PLAIN = Template("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title · Nearer</title>
<h1>$title</h1>
<p>$text</p>
""")


@dataclass(frozen=True)
class Pages:
    """Both pages as bytes, made once: refusing must cost nothing."""

    too_long: bytes
    too_slow: bytes


def pages() -> Pages:
    """The pages in the look of the others, from `413.html` and `408.html` where they exist.

    They are rendered at start-up and without a request, so they can name nobody.
    """
    return Pages(
        too_long=_page(
            "413.html",
            title="This is too long to send at once",
            text="Nothing was kept, and nothing was shown to anyone. "
            "Go back: what you wrote should still be there. Send it in two parts.",
        ),
        too_slow=_page(
            "408.html",
            title="The connection was too slow",
            text="Not all of it arrived, so nothing was kept. "
            "Go back: what you wrote should still be there. Send it again.",
        ),
    )


def page_of(template: str) -> bytes:
    """Another page that is made once, and for nobody."""
    return render_to_string(template, {"request": None, "texts": []}).encode()


def _page(template: str, *, title: str, text: str) -> bytes:
    try:
        return render_to_string(template, {"request": None, "texts": []}).encode()
    except TemplateDoesNotExist:
        return PLAIN.substitute(title=title, text=text).encode()


async def refuse(status: int, page: bytes, receive: Receive, send: Send) -> None:
    """Answer, then let the rest of the upload run dry for a moment.

    Closing at once would reset the connection, and the phone would show its own
    "connection lost" page instead of ours.
    """
    headers = [*ENCODED, (b"content-length", str(len(page)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": page, "more_body": True})
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body", False):
                pass
    await send({"type": "http.response.body", "body": b""})
