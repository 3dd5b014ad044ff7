"""A calendar's file may be larger than what people write, at one address and no other."""

import asyncio

import pytest
from django.core.handlers.wsgi import WSGIHandler

from nearer.practices import registered
from nearer.serving import front, refusals
from nearer.serving.body import BodyFirst, Larger
from nearer.web.bodies import rooms

MB = 1024 * 1024
FILE = "/quality-time/calendars/add/file/"
PAGES = refusals.Pages(too_long=b"too long", too_slow=b"too slow")


def asks(app, path, size, *, pieces=4):
    """Post so many bytes; returns status and page."""
    sent, part = [], max(1, size // pieces)
    left = [b"x" * min(part, size - at) for at in range(0, size, part)]

    async def receive():
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": bool(left)}
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"transfer-encoding", b"chunked")]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "http_version": "1.1",
        "headers": headers,
    }
    asyncio.run(app(scope, receive, send))
    page = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], page.decode()


@pytest.mark.parametrize(
    ("path", "size", "status", "said"),
    [
        pytest.param(FILE, 3 * MB, 403, "", id="a file, whose form was none of ours"),
        pytest.param(FILE, 9 * MB, 413, "A calendar’s file can have 8 MB.", id="too large a file"),
        pytest.param(f"{FILE}more/", 3 * MB, 413, "one form can carry", id="another address"),
        pytest.param("/quality-time/hours/", 3 * MB, 413, "one form can carry", id="another page"),
    ],
)
@pytest.mark.usefixtures("db")
def test_only_a_calendars_file_may_be_large(settings, path, size, status, said):
    settings.DEBUG = True  # so that static files need no collecting
    found, page = asks(front.application(WSGIHandler()), path, size)
    assert found == status
    assert said in page


def test_every_room_is_a_page_that_is_there_and_has_its_page_for_more():
    from django.urls import resolve

    assert set(rooms()) == {FILE}
    for path, room in rooms().items():
        assert resolve(path)
        assert room.limit >= 8 * MB
        assert refusals.page_of(room.refusal)
    assert sum(len(practice.rooms) for practice in registered()) == 1


def test_whoever_fills_the_room_for_files_fills_no_other():
    """A third file while two are coming in is told to come again; a page is not."""

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"here"})

    larger = Larger(MB, too_long=b"too large")
    guarded = BodyFirst(app, limit=1024, pages=PAGES, larger={FILE: larger})
    larger.held.now = 2 * MB - 10
    assert asks(guarded, FILE, 512) == (503, "too slow")
    assert asks(guarded, "/elsewhere/", 512) == (200, "here")
    larger.held.now = 0
    assert asks(guarded, FILE, 512) == (200, "here")
    assert larger.held.now == 0
    assert asks(guarded, FILE, MB + 1) == (413, "too large")
    assert larger.held.now == 0
    assert asks(guarded, "/elsewhere/", 1025) == (413, "too long")
