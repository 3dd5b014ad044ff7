"""What was judged a moment ago, so that a letter being written is not read whole at each pause.

Numbers and labels only. The key of a passage is a hash keyed by chance that this process alone
has: whoever sees the memory cannot even try whether a sentence they guess was read. It holds
whose words they are too, so that nobody can tell from a quick answer what another wrote.
"""

from collections import OrderedDict
from hashlib import blake2b
from secrets import token_bytes
from threading import Lock
from typing import Final

from nearer.coach.judging import Judgement
from nearer.coach.resting import Rest

MOST: Final = 1_024
REST: Final = 180.0
"""Seconds without a question after which everything is forgotten."""


class Memory:
    """Judgements by passage; the longest unasked go first when there are more than `most`."""

    def __init__(self, most: int = MOST, rest: float = REST) -> None:
        self._most = most
        self._known: OrderedDict[bytes, Judgement] = OrderedDict()
        self._lock = Lock()
        self._secret = token_bytes(32)
        self._rest = Rest(rest, self.forget)

    def __len__(self) -> int:
        return len(self._known)

    def get(self, passage: str, whose: bytes = b"") -> Judgement | None:
        key = self._key(passage, whose)
        with self._lock:
            found = self._known.get(key)
            if found is not None:
                self._known.move_to_end(key)
        self._rest.touch()
        return found

    def keep(self, passage: str, judgement: Judgement, whose: bytes = b"") -> None:
        key = self._key(passage, whose)
        with self._lock:
            self._known[key] = judgement
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        self._rest.touch()

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
            self._secret = token_bytes(32)

    def _key(self, passage: str, whose: bytes) -> bytes:
        words = len(whose).to_bytes(2) + whose + passage.encode("utf-8", "surrogatepass")
        return blake2b(words, key=self._secret, digest_size=32).digest()
