"""What travels over the wire: at most 60 KB for the first page, at most 15 KB for a later one.

The first page counts whatever it names (styles, scripts, icon, manifest; not the picture that a
phone fetches to put the app on its screen) and all that the service worker fetches to be ready
for a moment without network. A later page is only itself,
because everything else may be kept. Headers count, as HTTP/1.1 sends them.
"""

import gzip
import re

from benchmarks import ground

FIRST, LATER = 60 * 1024, 15 * 1024
NAMED = re.compile(r'<(?:link rel="(?:stylesheet|icon|manifest)" href|script[^>]* src)="([^"]+)"')
STORED = re.compile(r'"(/static/[^"]+)"')


def main() -> int:
    ground.wishes(__doc__)
    ground.own_folder()
    ground.make_ready()
    from benchmarks import lives
    from conftest import round_of

    alice, bob = lives.couple()
    lives.evenings(alice, bob, 14, 28)
    pages = {"Today": "/", "a round": round_of(alice)}
    cookies = ground.cookies_of(alice)
    ground.close()
    port = ground.free_port()
    with ground.running(port, ground.nearer_on(port)):
        _first("the welcome", "/", ground.Browser(port))
        for name, path in pages.items():
            _first(name, path, ground.Browser(port, cookies))
        for name, path in {**pages, "the list": "/conversation/"}.items():
            answer = ground.Browser(port, cookies).get(path)
            _say(f"a later visit to {name}", len(answer.body) + answer.head, LATER)
    return 0


def _first(name: str, path: str, browser: ground.Browser) -> None:
    page = browser.get(path)
    assert page.status == 200, page.status
    assert page.headers["Cache-Control"] == "no-store"
    asked = {*NAMED.findall(page.body.decode()), "/service-worker.js"}
    asked |= set(STORED.findall(_text(browser.get("/service-worker.js"))))
    answers = {what: browser.get(what) for what in sorted(asked)}
    for what, answer in answers.items():
        assert answer.status == 200, what
        if what.startswith("/static/"):
            assert "immutable" in answer.headers["Cache-Control"], what
    head = page.head + sum(answer.head for answer in answers.values())
    body = len(page.body) + sum(len(answer.body) for answer in answers.values())
    _say(f"a first visit to {name}", body + head, FIRST, files=len(answers), headers=head)


def _text(answer: ground.Answer) -> str:
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return (gzip.decompress(answer.body) if packed else answer.body).decode()


def _say(what: str, weight: int, limit: int, **more: int) -> None:
    sentence = f"{what[0].upper()}{what[1:]} weighs {weight / 1024:.1f} KB"
    ground.report(
        "weight",
        f"{sentence} of {limit // 1024}.",
        holds=weight <= limit,
        what=what,
        bytes=weight,
        limit=limit,
        **more,
    )


if __name__ == "__main__":
    raise SystemExit(main())
