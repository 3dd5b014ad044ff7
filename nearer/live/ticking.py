"""One clock for all streams of a process. It stands still while nobody listens."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Final

from nearer.live.streams import Stream

PACE: Final = 0.5
"""Seconds. What is due is done in small portions, so that no signal waits behind it."""
BEAT_EVERY: Final = 20.0
"""Seconds without a word: less than any network's patience."""
ASK_EVERY: Final = 60.0
"""Seconds until a stream's session is looked at again."""
AT_ONCE: Final = 16
"""How many sessions one transaction looks at: others wait for it when they want to write."""
GOLDEN: Final = 0.618033988749895

Ask = Callable[[list[Stream]], Awaitable[None]]


class Ticking:
    """Beats, asks whether sessions are still open, and gives up phones that take nothing."""

    def __init__(self, streams: set[Stream], ask: Ask) -> None:
        self._streams = streams
        self._ask = ask
        self._numbers = count(1)
        self._timer: asyncio.TimerHandle | None = None
        self._asking: asyncio.Task[None] | None = None

    def begin(self, stream: Stream) -> None:
        """Look after this one too. A thousand that come at once are not due at once again."""
        share = next(self._numbers) * GOLDEN % 1
        now = stream.line.loop.time()
        stream.beat_every = BEAT_EVERY * (3 + share) / 4
        stream.beat_at = now + stream.beat_every
        stream.ask_at = now + ASK_EVERY * (1 + share) / 2
        if self._timer is None:
            self._timer = stream.line.loop.call_later(PACE, self._tick, stream.line.loop)

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        due: list[Stream] = []
        for stream in self._streams:
            if stream.stalls(now):
                stream.line.cut()
                continue
            if stream.ask_at <= now:
                due.append(stream)
            if stream.beat_at <= now:  # also while a database lets us wait
                stream.beat()
        if due and self._asking is None:
            self._asking = loop.create_task(self._go_round(due, now))
        self._timer = loop.call_later(PACE, self._tick, loop) if self._streams else None

    async def _go_round(self, due: list[Stream], now: float) -> None:
        try:
            for first in range(0, len(due), AT_ONCE):
                some = due[first : first + AT_ONCE]
                for stream in some:  # before: one that turns out deaf meanwhile is asked again
                    stream.ask_at = now + ASK_EVERY
                await self._ask(some)
        finally:
            self._asking = None
