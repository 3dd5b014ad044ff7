"""Two processes on one PostgreSQL, restarted one after the other under sittings that go on.

Phones come back to whichever process answers, as behind a proxy. All the while sittings are
paused and gone on with, by the action that a page calls, in a third process.
"""

import asyncio
import os
import random
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks import ground
from benchmarks.streams import EVENT, Seat

PATIENCE = 15.0
RETRY = (0.2, 1.2)  # seconds; browsers wait as long as the stream told them


def restart_one_after_the_other(sittings: int) -> int:
    from tests.postgres import running_postgres

    with running_postgres() as url:
        ground.own_folder(url)
        ground.make_ready()
        from benchmarks.sitters import seated

        seats, things = seated(sittings)
        ports = ground.free_port(), ground.free_port()
        processes = [_start(port) for port in ports]
        try:
            asyncio.run(_watch(processes, ports, seats, [thread for _, thread in things]))
        finally:
            for process in processes:
                process.kill()
                process.wait()
            ground.close()
    return 0


def _start(port: int) -> subprocess.Popen:
    return subprocess.Popen(ground.nearer_on(port), stdout=subprocess.DEVNULL, env=os.environ)


@dataclass
class Roamer:
    """A phone that comes back whenever its stream ends, to whoever answers."""

    seat: Seat
    ports: tuple[int, ...]
    shown: int = -1
    away: float = 0
    """The longest time, in seconds, from the end of a stream to the next state."""
    arrived: dict[int, float] = field(default_factory=dict)

    async def stays(self) -> None:
        ended = None
        for turn in range(10_000):
            port = self.ports[(self.seat.number + turn) % len(self.ports)]
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._listens(port, ended)
            ended = ended if ended is not None and self._silent else time.monotonic()
            await asyncio.sleep(random.uniform(*RETRY))

    async def _listens(self, port: int, ended: float | None) -> None:
        self._silent = True
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", port, local_addr=(self.seat.address, 0)
        )
        try:
            ask = f"GET {self.seat.path} HTTP/1.1\r\nHost: localhost\r\n"
            writer.write(f"{ask}Cookie: {self.seat.cookie}\r\n\r\n".encode())
            if not (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 "):
                return
            while True:
                if event := EVENT.search(await reader.readuntil(b"\n\n")):
                    self._hears(int(event[1]), ended)
                    ended = None
        finally:
            writer.close()

    def _hears(self, version: int, ended: float | None) -> None:
        if self._silent and ended is not None:
            self.away = max(self.away, time.monotonic() - ended)
        self._silent = False
        self.shown = max(self.shown, version)
        self.arrived.setdefault(version, time.monotonic())


async def _watch(processes, ports, seats: list[Seat], threads) -> None:
    for port in ports:
        await asyncio.to_thread(_wait, port)
    phones = [Roamer(seat, ports) for seat in seats]
    listening = [asyncio.create_task(phone.stays()) for phone in phones]
    assert await _comes_true(lambda: all(phone.shown >= 0 for phone in phones))
    stop, told = threading.Event(), {}
    turning = asyncio.create_task(asyncio.to_thread(_turn, stop, seats, threads, told))
    stopped = []
    for number, port in enumerate(ports):
        await asyncio.sleep(2)
        begun = time.monotonic()
        processes[number].send_signal(signal.SIGTERM)
        await asyncio.to_thread(processes[number].wait)
        stopped.append(time.monotonic() - begun)
        processes[number] = _start(port)
        await asyncio.to_thread(_wait, port)
    await asyncio.sleep(2)
    stop.set()
    await turning
    last = {thread: max(v for t, v in told if t == thread) for thread in threads}
    wanted = [last[threads[number // 2]] for number in range(len(phones))]
    arrived = await _comes_true(
        lambda: all(phone.shown == version for phone, version in zip(phones, wanted, strict=True))
    )
    lost = sum(phone.shown != version for phone, version in zip(phones, wanted, strict=True))
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    _say(phones, threads, told, stopped, lost=lost, whole=arrived)


def _say(phones, threads, told, stopped, *, lost: int, whole: bool) -> None:
    took = sorted(
        1000 * max(0.0, phone.arrived[version] - at)
        for (thread, version), at in told.items()
        for phone in phones
        if phone.seat.path.split("/")[3] == str(thread) and version in phone.arrived
    )
    away = max(phone.away for phone in phones)
    ground.report(
        "live restart",
        f"Two processes were restarted one after the other under {len(threads)} sittings: {lost} "
        f"of {len(phones)} phones missed where theirs stands, none was without it for longer than "
        f"{away:.1f} s, and a process was gone after {max(stopped):.1f} s.",
        holds=whole and lost == 0 and max(stopped) < 2,
        lost=lost,
        turns=len(told),
        events=len(took),
        median_milliseconds=round(took[len(took) // 2], 1),
        away_seconds=round(away, 2),
        stopped_seconds=[round(seconds, 2) for seconds in stopped],
    )


def _turn(stop: threading.Event, seats: list[Seat], threads, told) -> None:
    """Pause and go on, one sitting after the other; at the end all of them are paused."""
    from django.db import connection

    from benchmarks.sitters import here
    from nearer.practices.presence.actions import sittings
    from nearer.practices.presence.rules.sitting import Act, Phase
    from nearer.practices.presence.selectors.sittings import one

    def press(number: int, *, only: Act | None = None) -> None:
        present = here(seats[2 * number].cookie)
        known = one(present, threads[number])
        act = Act.GO_ON if known.state.phase is Phase.PAUSED else Act.PAUSE
        if only in {None, act}:
            seen = known.state.version
            then = sittings.press(present, threads[number], act, seen=seen, once="")
            told[threads[number], then.state.version] = time.monotonic()

    number = 0
    while not stop.is_set():
        press(number % len(threads))
        number += 1
        time.sleep(0.02)
    for number in range(len(threads)):
        press(number, only=Act.PAUSE)
    for number in range(len(threads)):  # each was told about, whatever was pressed last
        present = here(seats[2 * number].cookie)
        version = one(present, threads[number]).state.version
        told.setdefault((threads[number], version), time.monotonic())
    connection.close()


def _wait(port: int) -> None:
    end = time.monotonic() + 60
    while not ground._answers(port):
        assert time.monotonic() < end, "the server did not start"
        time.sleep(0.02)


async def _comes_true(what) -> bool:
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.05)
    return True
