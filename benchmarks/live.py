"""What streams cost: 1,000 sittings, a stream for each of the two phones, over real sockets.

Beside it runs the least that can send events (`benchmarks/streams.py`), in the same minute on the
same machine. The sittings are real ones, laid out by the actions that pages call; a turn is told
as an action tells it. With `--postgres`, two processes are restarted one after the other under
sittings that go on; with `--soak MINUTES`, phones come and go that long.
"""

import asyncio
import json
import random
import socket
import statistics
import sys
import time
from pathlib import Path

from benchmarks import ground
from benchmarks.streams import Crowd, Seat, serving

DELIVERY, SHARE, STREAM, FACTOR, STORM = 50.0, 0.25, 20 * 1024, 1.5, 10.0
TURN_EVERY = 30  # seconds, each sitting
FLAT = 1.05
PATIENCE = 40  # seconds: a little more than the server has with a phone that takes nothing
CALM = 0.2 if "--smoke" in sys.argv else 1.0  # seconds, before something is looked at


def main() -> int:
    soak = _minutes()
    wishes = ground.wishes(__doc__, "--postgres")
    if wishes.postgres:
        from benchmarks.rolling import restart_one_after_the_other

        return restart_one_after_the_other(10 if wishes.smoke else 100)
    folder = ground.own_folder()
    ground.make_ready()
    sittings, seconds = (10, 2) if wishes.smoke else (1000, 90)
    from benchmarks.sitters import seated

    seats, things = seated(sittings)
    ground.close()
    file = Path(folder) / "things.json"
    file.write_text(json.dumps([[str(part) for part in thing] for thing in things]), "ascii")
    ports = ground.free_port(), ground.free_port()
    with serving("nearer", ports[0], file) as nearer, serving("bare", ports[1], file) as bare:
        if soak:
            asyncio.run(_soak(nearer, seats, minutes=soak))
        else:
            asyncio.run(_measure(nearer, bare, seats, seconds=seconds))
    return 0


def _minutes() -> float:
    """Taken off the command line before the others are read."""
    if "--soak" not in sys.argv:
        return 0
    place = sys.argv.index("--soak")
    return float([sys.argv.pop(place) for _ in range(2)][1])


async def _measure(nearer, bare, seats: list[Seat], *, seconds: float) -> None:
    sides = {"nearer": (nearer, Crowd(nearer.port)), "bare": (bare, Crowd(bare.port))}
    await _weigh(sides, seats)
    await _turn(sides, len(seats) // 2, seconds)
    await _storm(sides, seats[: len(seats) // 2])
    await _slow(*sides["nearer"], seats[0], turns=300 if seconds < 10 else 100_000)


async def _weigh(sides, seats: list[Seat]) -> None:
    """By what the later ones add: whatever is made once is there by then."""
    found, some = {}, len(seats) // 5
    for name, (server, crowd) in sides.items():
        await crowd.come(seats[:some])
        await asyncio.sleep(CALM)
        before = server.resident
        await crowd.come(seats[some:])
        await asyncio.sleep(CALM)
        found[name] = (server.resident - before) / (len(seats) - some)
    kept, least = found["nearer"], found["bare"]
    ground.report(
        "live memory",
        f"A stream holds {kept / 1024:.1f} KB, and {least / 1024:.1f} KB where nobody is asked who "
        f"they are ({len(seats)} streams).",
        holds=kept <= STREAM and kept <= FACTOR * max(least, 1),
        streams=len(seats),
        bytes=round(kept),
        bare_bytes=round(least),
        ratio=round(kept / max(least, 1), 2),
    )


async def _turn(sides, sittings: int, seconds: float) -> None:
    rate = max(sittings / TURN_EVERY, 5)

    async def one(name):
        server, crowd = sides[name]
        crowd.took.clear()
        before, begun = server.worked, time.monotonic()
        await asyncio.to_thread(server.does, "turn", rate, seconds)
        return name, (server.worked - before) / (time.monotonic() - begun)

    shares = dict(await asyncio.gather(*map(one, sides)))
    await asyncio.sleep(0.3)
    took = {name: sorted(crowd.took) for name, (_, crowd) in sides.items()}
    p50 = {name: statistics.median(times) for name, times in took.items()}
    p99 = {name: times[int(len(times) * 0.99)] for name, times in took.items()}
    turns = int(rate * seconds)
    assert all(len(times) == 2 * turns for times in took.values()), {
        n: len(t) for n, t in took.items()
    }
    ground.report(
        "live delivery",
        f"A turn reaches both phones after {p50['nearer']:.1f} ms, {p99['nearer']:.1f} ms for the "
        f"slowest hundredth (bare: {p50['bare']:.1f} and {p99['bare']:.1f} ms).",
        holds=p99["nearer"] <= DELIVERY,
        events=len(took["nearer"]),
        milliseconds={name: [round(p50[name], 2), round(p99[name], 2)] for name in took},
        slowest=round(took["nearer"][-1], 2),
        limit=DELIVERY,
    )
    ground.report(
        "live share",
        f"{sittings} sittings that turn every {TURN_EVERY} seconds take "
        f"{shares['nearer']:.1%} of a core, bare ones {shares['bare']:.1%}.",
        holds=shares["nearer"] <= SHARE,
        share=round(shares["nearer"], 4),
        bare_share=round(shares["bare"], 4),
        limit=SHARE,
    )


async def _storm(sides, seats: list[Seat]) -> None:
    took = {}
    for name, (_, crowd) in sides.items():
        crowd.go()
        await asyncio.sleep(2 * CALM)
        took[name] = await crowd.come(seats)
    ground.report(
        "live storm",
        f"{len(seats)} phones that come back at once all have their state after "
        f"{took['nearer']:.1f} s (bare: {took['bare']:.1f} s).",
        holds=took["nearer"] <= STORM,
        phones=len(seats),
        seconds={name: round(seconds, 2) for name, seconds in took.items()},
        limit=STORM,
    )


async def _slow(server, crowd: Crowd, seat: Seat, *, turns: int) -> None:
    """One phone of a sitting takes nothing, while the sitting turns as no sitting ever does."""
    crowd.go()
    await asyncio.sleep(CALM)
    slow = Crowd(server.port)
    await slow.come([seat])
    phone = next(iter(slow.phones)).transport
    phone.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    phone.pause_reading()
    before = server.resident
    await asyncio.to_thread(server.does, "flood", 0, turns)
    grew = server.resident - before
    if cut := turns > 1000:
        await asyncio.sleep(PATIENCE)
        phone.resume_reading()  # the end shows only to whoever reads
        cut = await _until(lambda: not slow.phones, 5)
    ground.report(
        "live slow",
        f"A phone that takes nothing of {turns} turns makes the server {grew / 1024:.0f} KB larger"
        f"{' and is let go within a minute' if cut else ''}.",
        holds=grew < 2 * 1024 * 1024 and (cut or turns <= 1000),
        turns=turns,
        bytes=grew,
        let_go=cut,
    )


async def _until(what, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        await asyncio.sleep(0.2)
    return False


async def _soak(server, seats: list[Seat], *, minutes: float) -> None:
    """Phones come and go while sittings turn; the second half must be no larger than the first."""
    crowd, end = Crowd(server.port), time.monotonic() + 60 * minutes
    await crowd.come(seats)
    sizes = []
    while time.monotonic() < end:
        turning = asyncio.to_thread(server.does, "turn", len(seats) / 2 / TURN_EVERY, 5)
        going = random.sample(sorted(crowd.phones, key=id), len(seats) // 5)
        for phone in going:
            phone.transport.abort()
        await asyncio.gather(turning, crowd.come([phone.seat for phone in going]))
        sizes.append(server.resident)
    half = len(sizes) // 2
    first, second = max(sizes[: max(half, 1)]), max(sizes[half:])
    ground.report(
        "live soak",
        f"After {minutes:g} minutes of coming and going the server holds {second / 1e6:.0f} MB, "
        f"{second / first:.2f} times what it held in the first half.",
        holds=second <= FLAT * first,
        minutes=minutes,
        first=first,
        second=second,
        came_back=len(sizes) * (len(seats) // 5),
    )


if __name__ == "__main__":
    raise SystemExit(main())
