"""Today, with sixty sealed entries to open, reaches 35 % of the same page written by hand.

Today is the page that opens them all: the answers of two weeks of evenings, the lines written
to them, something for oneself, one's own summary and the choice of the deck. Both sides run in
this process as WSGI applications on the same file; a server in front would cost both the same.
"""

import io
import re
import sys

from benchmarks import ground

TARGET = 0.35
ENTRIES = 60
EVENINGS, REPLIES = 14, 28


def main() -> int:
    wishes = ground.wishes(__doc__)
    ground.own_folder()
    ground.make_ready()
    from benchmarks import lives

    alice, bob = lives.couple()
    lives.evenings(alice, bob, EVENINGS, REPLIES)
    alice.page("/")  # her visit gives what is due; from here on reading writes nothing
    nearer, by_hand = _sides(alice)
    opened = _same(nearer, by_hand, alice)
    rounds, times = (3, 5) if wishes.smoke else (120, 10)
    ground.alternate({"nearer": nearer, "by hand": by_hand}, rounds=1, times=5)
    took = ground.alternate({"nearer": nearer, "by hand": by_hand}, rounds=rounds, times=times)
    share = ground.ratio(took["by hand"], took["nearer"])
    ground.report(
        "page",
        f"Today with {opened} sealed entries reaches {share:.0%} of the hand-written page.",
        holds=share >= TARGET,
        share=round(share, 3),
        target=TARGET,
        entries=opened,
        milliseconds=round(1000 * min(took["nearer"]) / times, 2),
        by_hand_milliseconds=round(1000 * min(took["by hand"]) / times, 2),
    )
    return 0


def _sides(alice):
    from django.conf import settings

    from benchmarks.bound import Bound
    from nearer.journey.entries import Day, Gentle, Mine
    from nearer.journey.gathering import LATELY, gather
    from nearer.practices import registered
    from nearer.practices.conversation import content
    from nearer.wsgi import application

    cookies = "; ".join(f"{name}={kept.value}" for name, kept in alice.client.cookies.items())
    nearer = _caller(application, cookies)
    headers, page = nearer()
    made_new = {"Content-Length", "Set-Cookie"}
    by_hand = Bound(
        settings.SQLITE_FILE,
        page=page.decode(),
        bank=content.everything().values(),
        headers=[header for header in headers if header[0] not in made_new],
        kinds={LATELY.days: [Day.kind]} | {days: _kinds(days) for days in _windows()},
        standing=[
            *(Mine.kind, Gentle.kind),
            *(kind for practice in registered() for kind in practice.standing),
        ],
        steps=gather(ground.present(alice)).steps,
    )
    return nearer, _caller(by_hand, cookies)


def _windows():
    from nearer.practices import registered

    return {practice.days for practice in registered()}


def _kinds(days: int):
    from nearer.practices import registered

    practices = (practice for practice in registered() if practice.days == days)
    return [kind for practice in practices for kind in practice.kinds]


def _caller(application, cookies):
    def call():
        answer = []
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/",
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost:8000",
            "HTTP_COOKIE": cookies,
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        pieces = application(environ, lambda _status, headers: answer.append(headers))
        return answer[0], b"".join(pieces)

    return call


# What is new in every answer: two times of day, and the mask over the form's token.
EVER_NEW = re.compile(
    rb'(?<=data-lock-at=")[^"]+|(?<=data-now=")[^"]+|(?<=X-CSRFToken": ")\w+'
    rb'|(?<=csrfmiddlewaretoken" value=")\w+'
)


def _same(nearer, by_hand, alice) -> int:
    """See that both say the same, byte for byte, and count what they opened."""
    from nearer.practices.conversation.selectors import questions as selectors

    (headers, page), (other_headers, other_page) = nearer(), by_hand()
    assert EVER_NEW.sub(b"", page) == EVER_NEW.sub(b"", other_page), other_page.decode()
    assert dict(headers).keys() == dict(other_headers).keys(), (headers, other_headers)
    reading = selectors._recent(ground.present(alice))
    assert len(reading.entries) == ENTRIES, len(reading.entries)
    assert not reading.broken
    return len(reading.entries)


if __name__ == "__main__":
    raise SystemExit(main())
