"""Unpacks what comes, piece by piece, and stops as soon as it is too much."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, Final

from nearer.fetching.budget import Budget
from nearer.fetching.words import Refused, Why

PACKED: Final = "gzip, deflate"
"""What we ask for and can unpack."""
PIECE: Final = 256 * 1024
MOST_PIECES: Final = 100_000
"""A body in pieces of one byte would keep this machine busy, and not only its sender."""

_GZIP = 16 + zlib.MAX_WBITS
_ZLIB_FIRST = 0x78  # the usual first byte; servers that mean deflate without it are about


def unpacked(pieces: Iterable[bytes], *, packed: str, most: int, budget: Budget) -> bytes:
    """All of it, at most `most` bytes. Raises Refused: TOO_LARGE, UNREADABLE, CUT_SHORT."""
    whole = bytearray()
    for count, piece in enumerate(_opened(pieces, packed.strip().lower())):
        budget.left()
        whole += piece
        if len(whole) > most or count > MOST_PIECES:
            raise Refused(Why.TOO_LARGE)
    return bytes(whole)


def _opened(pieces: Iterable[bytes], packed: str) -> Iterator[bytes]:
    if packed in {"", "identity"}:
        yield from pieces
    elif packed in {"gzip", "x-gzip", "deflate"}:
        try:
            yield from _inflated(pieces, gzip=packed != "deflate")
        except zlib.error:
            raise Refused(Why.UNREADABLE) from None
    else:
        raise Refused(Why.UNREADABLE)


def _inflated(pieces: Iterable[bytes], *, gzip: bool) -> Iterator[bytes]:
    """At most `PIECE` at a time, so that a small body that unpacks to a huge one never does."""
    opener: Any = None
    for piece in pieces:
        rest = piece
        while rest:
            if opener is None or (gzip and opener.eof):  # one gzip may follow another
                opener = zlib.decompressobj(_bits(rest, gzip=gzip))
            yield opener.decompress(rest, PIECE)
            rest = opener.unconsumed_tail or opener.unused_data
            if opener.eof and not gzip:
                return  # zlib would collect what comes after the end
    while opener is not None and not opener.eof:
        more = opener.decompress(opener.unconsumed_tail, PIECE)
        if not more:
            raise Refused(Why.CUT_SHORT)
        yield more


def _bits(first: bytes, *, gzip: bool) -> int:
    if gzip:
        return _GZIP
    return zlib.MAX_WBITS if first[0] == _ZLIB_FIRST else -zlib.MAX_WBITS
