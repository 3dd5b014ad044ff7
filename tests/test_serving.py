"""The serving layer, over real sockets, in front of a Django project of six lines."""

import gzip
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from nearer.serving import address
from nearer.serving.saying import NotPossible
from nearer.serving.sqlite.base import Turns

ROOT = Path(__file__).parents[1]
LIMIT = 1024 * 1024
STYLE = "app.0123456789ab.css"

PROJECT = """
import asyncio, os, time
from dataclasses import replace
from pathlib import Path
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

folder = Path(os.environ["TOY"])
options = {"transaction_mode": "IMMEDIATE", "timeout": 20,
           "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"}
settings.configure(
    SECRET_KEY="-", ALLOWED_HOSTS=["*"], ROOT_URLCONF="__main__", MIDDLEWARE=[],
    DATA_UPLOAD_MAX_MEMORY_SIZE=1024 * 1024, STATIC_URL="/static/", STATIC_ROOT=folder / "static",
    TEMPLATES=[{"BACKEND": "django.template.backends.jinja2.Jinja2", "DIRS": [folder / "pages"]}],
    DATABASES={"default": {"ENGINE": "nearer.serving.sqlite", "NAME": folder / "db",
                           "CONN_MAX_AGE": None, "OPTIONS": options}},
)
from django.core.wsgi import get_wsgi_application
pages = get_wsgi_application()
from django.db import connection, transaction

def quick(request):
    return HttpResponse("quick")

def echo(request):
    meta = request.META
    body = request.body
    return HttpResponse(f"{len(body)} {meta.get('CONTENT_LENGTH')} {sum(body)} "
                        f"{meta.get('HTTP_X_FORWARDED_PROTO')}")

def heavy(request):
    return StreamingHttpResponse(b"x" * 100_000 for _ in range(200))

def slow(request):
    time.sleep(30)

def write(request):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select count(*) from line")
        cursor.execute("insert into line values ('x')")
    return HttpResponse("kept")

urlpatterns = [path(f.__name__, f) for f in (quick, echo, heavy, slow, write)]

if __name__ == "__main__":
    from nearer.serving import address, front
    from nearer.serving.body import Patience
    from nearer.serving.server import Server

    with connection.cursor() as cursor:
        cursor.execute("create table line (x text)")
    connection.close()
    ended = asyncio.Event()

    async def stream(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"begins", "more_body": True})
        if scope["path"] == "/stream/cut":
            await send({"type": "http.response.body", "body": b"x" * 9_000_000, "more_body": True})
            scope["extensions"]["nearer.cut"]()
            assert (await receive())["type"] == "http.request"
            assert (await receive())["type"] == "http.disconnect"
            print("cut", flush=True)
        await ended.wait()
        await send({"type": "http.response.body", "body": b"ends"})

    application = replace(front.application(pages), patience=Patience(1.5, 3))
    application = front.beside(application, {"/stream/": stream})
    listening = address.listen("127.0.0.1", 0)
    print(listening.getsockname()[1], flush=True)
    last = lambda: print("put away", flush=True)
    Server(application, last=last, first=ended.set).run([listening])
"""


@contextmanager
def _running(folder):
    (folder / "toy.py").write_text(PROJECT)
    (folder / "pages").mkdir()
    (folder / "pages" / "413.html").write_text("<h1>Too long, and calm</h1>")
    (folder / "static").mkdir()
    (folder / "static" / STYLE).write_text("p { margin: 0 }" * 99)
    (folder / "static" / f"{STYLE}.gz").write_bytes(gzip.compress(b"p { margin: 0 }" * 99))
    server = subprocess.Popen(
        [sys.executable, folder / "toy.py"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TOY": str(folder)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with server:
        try:
            server.port = int(server.stdout.readline())
            yield server
        finally:
            server.kill()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with _running(tmp_path_factory.mktemp("toy")) as running:
        yield running


def _ask(server, path, method="GET", body=None, headers=None, *, chunked=False):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, body, headers or {}, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers
    finally:
        connection.close()


def _open(server, text):
    client = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    client.sendall(text.replace("\n", "\r\n").encode())
    return client


def _everything(client):
    """All that the server says until it closes."""
    pieces = []
    while piece := client.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


STALLED = "POST /echo HTTP/1.1\nHost: localhost\nContent-Length: 1000\n\nonly this"


@pytest.mark.slow
class TestBodies:
    def test_a_form_arrives_with_its_length(self, server):
        status, text, _ = _ask(server, "/echo", "POST", b"\x01" * 5000)
        assert (status, text) == (200, b"5000 5000 5000 None")

    def test_a_request_without_a_body_has_no_length(self, server):
        assert _ask(server, "/echo")[1] == b"0 None 0 None"

    def test_a_chunked_body_arrives_whole_and_with_a_length(self, server):
        pieces = iter([b"\x01" * 3000, b"\x02" * 500])
        headers = {"Transfer-Encoding": "chunked"}
        status, text, _ = _ask(server, "/echo", "POST", pieces, headers, chunked=True)
        assert (status, text) == (200, b"3500 3500 4000 None")

    def test_exactly_the_limit_is_let_in(self, server):
        assert _ask(server, "/echo", "POST", b"\x01" * LIMIT)[:2] == (
            200,
            b"1048576 1048576 1048576 None",
        )

    @pytest.mark.parametrize("megabytes", [2, 40])
    def test_too_much_is_refused_with_a_calm_page_that_the_phone_can_read(self, server, megabytes):
        # All is sent before the answer is read, as browsers do.
        status, page, headers = _ask(server, "/echo", "POST", b"x" * megabytes * LIMIT)
        assert (status, page) == (413, b"<h1>Too long, and calm</h1>")
        assert headers["Cache-Control"] == "no-store"
        assert headers["Connection"] == "close"

    def test_a_chunked_body_over_the_limit_is_refused_too(self, server):
        pieces = (b"x" * 65536 for _ in range(32))
        headers = {"Transfer-Encoding": "chunked"}
        assert _ask(server, "/echo", "POST", pieces, headers, chunked=True)[0] == 413

    def test_what_announces_too_much_is_refused_before_it_is_sent(self, server):
        announced = f"POST /echo HTTP/1.1\nHost: x\nContent-Length: {2 * LIMIT}\n"
        with _open(server, announced + "Expect: 100-continue\n\n") as client:
            assert client.recv(1000).startswith(b"HTTP/1.1 413 ")

    def test_headers_that_only_look_like_the_proxys_are_dropped(self, server):
        headers = {"X_Forwarded_Proto": "https"}
        assert _ask(server, "/echo", headers=headers)[1].endswith(b"None")
        headers = {"X-Forwarded-Proto": "https"}
        assert _ask(server, "/echo", headers=headers)[1].endswith(b"https")


@pytest.mark.slow
class TestPatience:
    def test_many_stalled_uploads_hold_nobody_up(self, server):
        with ExitStack() as stack:
            for _ in range(40):
                stack.enter_context(_open(server, STALLED))
            begun = time.monotonic()
            assert _ask(server, "/quick")[0] == 200
            assert time.monotonic() - begun < 1

    def test_an_upload_that_stalls_is_let_go(self, server):
        with _open(server, STALLED) as client:
            answer = _everything(client)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b"The connection was too slow" in answer

    def test_one_byte_at_a_time_is_let_go_too(self, server):
        with _open(server, STALLED) as client:
            begun = time.monotonic()
            client.settimeout(0.3)
            answer = b""
            while not answer and time.monotonic() - begun < 8:
                client.sendall(b"x")
                try:
                    answer = client.recv(1000)
                except TimeoutError:
                    continue
        assert answer.startswith(b"HTTP/1.1 408 ")

    def test_a_phone_that_goes_away_in_the_middle_leaves_nothing_behind(self, server):
        for _ in range(10):
            _open(server, STALLED).close()
        assert _ask(server, "/quick")[0] == 200

    def test_phones_that_read_slowly_hold_nobody_up(self, server):
        with ExitStack() as stack:
            for _ in range(8):
                stack.enter_context(_open(server, "GET /heavy HTTP/1.1\nHost: x\n\n"))
            time.sleep(0.5)
            begun = time.monotonic()
            assert _ask(server, "/quick")[0] == 200
            assert time.monotonic() - begun < 2

    def test_a_page_is_not_held_back_by_the_network_stack(self, server):
        # Nagle's delay on our side costs 40 ms for each page: see address.listen.
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        times = []
        for _ in range(20):
            begun = time.monotonic()
            connection.request("POST", "/echo", b"a=1")
            connection.getresponse().read()
            times.append(time.monotonic() - begun)
        connection.close()
        assert sorted(times)[10] < 0.035


@pytest.mark.slow
class TestStaticFiles:
    def test_files_named_by_their_content_are_kept_for_ever(self, server):
        _, text, headers = _ask(server, f"/static/{STYLE}", headers={"Accept-Encoding": "gzip"})
        assert "immutable" in headers["Cache-Control"]
        assert headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(text).startswith(b"p {")

    def test_they_can_start_nothing_and_are_not_for_other_sites(self, server):
        headers = _ask(server, f"/static/{STYLE}")[2]
        assert headers["Content-Security-Policy"] == "default-src 'none'"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in headers

    @pytest.mark.parametrize("path", ["/static/../toy.py", "/static/%2e%2e/toy.py", "/static//db"])
    def test_nothing_beside_them_is_served(self, server, path):
        assert _ask(server, path)[0] == 404


@pytest.mark.slow
class TestWriters:
    def test_many_writers_at_once_are_all_kept(self, server):
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: _ask(server, "/write", "POST", b"a")[0], range(320)))
        assert set(answers) == {200}


@pytest.mark.slow
class TestTheEnd:
    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
    def test_it_ends_within_two_seconds_whatever_is_under_way(self, tmp_path, how):
        with _running(tmp_path) as server, ExitStack() as stack:
            stack.enter_context(_open(server, STALLED))
            stack.enter_context(_open(server, "GET /slow HTTP/1.1\nHost: x\n\n"))
            stack.enter_context(_open(server, "GET /heavy HTTP/1.1\nHost: x\n\n"))
            stack.enter_context(_open(server, "GET /quick HTTP/1.1\nHost: x\n\n"))
            time.sleep(0.5)
            server.send_signal(how)
            begun = time.monotonic()
            server.wait(10)
            assert time.monotonic() - begun < 2
            assert "put away" in server.stdout.read()

    def test_streams_that_would_never_end_end_at_once(self, tmp_path):
        with _running(tmp_path) as server, ExitStack() as stack:
            ask = "GET /stream/ HTTP/1.1\nHost: x\n\n"
            phones = [stack.enter_context(_open(server, ask)) for _ in range(20)]
            for phone in phones:
                assert phone.recv(1000).startswith(b"HTTP/1.1 200 ")
            server.send_signal(signal.SIGTERM)
            begun = time.monotonic()
            server.wait(10)
            assert time.monotonic() - begun < 0.9  # without waiting for the grace to be over
            assert all(_everything(phone).endswith(b"ends\r\n0\r\n\r\n") for phone in phones)


@pytest.mark.slow
def test_an_application_can_give_up_a_phone_that_takes_nothing(tmp_path):
    with _running(tmp_path) as server:
        with _open(server, "GET /stream/cut HTTP/1.1\nHost: x\n\n") as phone:
            assert server.stdout.readline() == "cut\n"
            with pytest.raises(ConnectionResetError):
                _everything(phone)
        assert _ask(server, "/quick")[0] == 200


class TestTurns:
    def test_they_are_handed_on_in_the_order_of_asking(self):
        turns = Turns()
        assert turns.take(1)
        order = []

        def wait(number):
            assert turns.take(5)
            order.append(number)
            turns.hand_on()

        waiting = []
        for number in range(8):
            waiting.append(threading.Thread(target=wait, args=(number,)))
            waiting[-1].start()
            while len(turns._queue) <= number:
                time.sleep(0.001)
        turns.hand_on()
        for thread in waiting:
            thread.join()
        assert order == list(range(8))

    def test_whoever_runs_out_of_patience_loses_the_place_but_nobody_else_does(self):
        turns = Turns()
        assert turns.take(1)
        assert not turns.take(0.01)
        turns.hand_on()
        assert turns.take(0)


class TestAddress:
    @pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
    def test_this_machine_itself_needs_no_https(self, host):
        address.refuse_open_doors(host, {})

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "example.org"])
    def test_any_other_needs_lan_or_a_proxy_with_https(self, host):
        with pytest.raises(NotPossible, match="--lan"):
            address.refuse_open_doors(host, {})
        address.refuse_open_doors(host, {"NEARER_BEHIND_TLS": "1"})

    def test_hosts_are_added_once(self):
        assert address.with_hosts("", ["a"]) == "a"
        assert address.with_hosts("a,b", ["b", "c"]) == "a,b,c"

    def test_a_port_in_use_is_said_in_one_sentence(self):
        with address.listen("127.0.0.1", 0) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(NotPossible, match=f"{port} is in use"):
                address.listen("127.0.0.1", port)

    @pytest.mark.parametrize("port", [-1, 65536])
    def test_a_number_that_is_no_port_is_said_too(self, port):
        with pytest.raises(NotPossible, match="no port"):
            address.listen("127.0.0.1", port)
