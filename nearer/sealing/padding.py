"""Everything is padded to a few sizes, so that a length says almost nothing."""

BUCKETS = (1024, 4096, 16 * 1024, 64 * 1024, 256 * 1024)
ANSWER = 16 * 1024
"""What is sealed until both answer always has this size, however short it is."""


class TooLong(ValueError):
    """The text does not fit the largest size there is."""


def bucket(length: int, *, at_least: int = BUCKETS[0]) -> int:
    """The smallest size that holds `length` bytes and the end mark."""
    for size in BUCKETS:
        if size >= at_least and length < size:
            return size
    raise TooLong(f"{length} bytes are more than {BUCKETS[-1] - 1}")


def exactly(data: bytes, size: int) -> bytes:
    """The same bytes, when this size holds them: one that is larger would stand out."""
    if len(data) >= size:
        raise TooLong(f"{len(data)} bytes do not fit {size}")
    return data


def pad(data: bytes, size: int) -> bytes:
    """Fill up to exactly `size` bytes (ISO/IEC 7816-4: one 0x80, then zeros)."""
    if len(data) >= size:
        raise TooLong(f"{len(data)} bytes do not fit {size}")
    return data + b"\x80" + bytes(size - len(data) - 1)


def unpad(padded: bytes) -> bytes:
    """Take the filling off again. Raises ValueError when there is none."""
    data, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros != bytes(len(zeros)):
        raise ValueError("This was not padded by us.")
    return data
