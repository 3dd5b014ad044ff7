"""After ten years of everything, by the demonstration's own players, pages cost what they did.

Two couples in one database. One lived the story of the demonstration again and again for ten
years: questions, check-ins, pulses, pictures, texts and kind lines, each through the action
that a page calls. The other lived its last month.
"""

import statistics

from benchmarks import ground

LIMIT = 1.2
HELD_TO = ("/", "/conversation/")
ALSO = ("/acknowledge/", "/journey/")
MONTH = 31  # a little more than Today looks back, so both see the same
NEW = {"first": "harbor lantern kettle clover ferry", "second": "thimble sugar candle paper garden"}


def main() -> int:
    wishes = ground.wishes(__doc__)
    ground.own_folder()
    ground.make_ready()
    from zoneinfo import ZoneInfo

    from nearer.demo.playing import play
    from nearer.demo.published import WORDS
    from nearer.demo.story import story
    from nearer.lib import clock

    now, zone = clock.now(), ZoneInfo("UTC")
    years, (rounds, times) = (0, (3, 3)) if wishes.smoke else (10, (40, 10))
    play(story(), now=now, zone=zone, lately=MONTH, words=NEW)
    play(story(), now=now, zone=zone, years=years)
    young, old = _comes_in("Robin", NEW["first"]), _comes_in("Robin", WORDS["first"])
    for path in (*HELD_TO, *ALSO):
        measure(path, old, young, years=years, rounds=rounds, times=times)
    ground.close()
    return 0


def _comes_in(name: str, words: str):
    from django.test import Client

    from conftest import Someone

    someone = Someone(name, Client(HTTP_HOST="localhost"), words)
    assert someone.post("/in/", {"name": name, "words": words}).status_code == 302
    return someone


def measure(path: str, old, young, *, years: int, rounds: int, times: int) -> None:
    sides = {"old": _visits(old, path), "young": _visits(young, path)}
    ground.alternate(sides, rounds=1, times=3)
    took = ground.alternate(sides, rounds=rounds, times=times)
    ratio = ground.ratio(took["old"], took["young"])
    held = path in HELD_TO
    told = f"{years} years" if years else "eight months"
    ground.report(
        "story",
        f"{path} after {told} of everything takes {ratio:.2f} times what it takes after a month"
        f"{'' if held else ', and nothing is claimed of it'}.",
        holds=not held or ratio <= LIMIT,
        page=path,
        ratio=round(ratio, 3),
        limit=LIMIT if held else None,
        milliseconds={
            name: round(1000 * statistics.median(seconds) / times, 2)
            for name, seconds in took.items()
        },
    )


def _visits(someone, path: str):
    def visit():
        reply = someone.get(path)
        assert reply.status_code == 200
        return reply

    return visit


if __name__ == "__main__":
    raise SystemExit(main())
