"""Why a stretch may land as blame: one calm sentence, chosen by what was written."""

import re
from functools import cache
from zlib import crc32

from nearer.coach.hearing import hear
from nearer.coach.packs import pack, phrases

_SHORT = 4  # words of theirs that a sentence may repeat
_WORD = re.compile(r"\S+")


def why(label: str, said: str) -> str:
    """The same words get the same sentence, whoever writes them and when."""
    heard = hear(said).said
    fits = [text for when, text in _sentences()[label] if when and when.search(heard)]
    fits = fits or [text for when, text in _sentences()[label] if when is None]
    chosen = fits[crc32(heard.encode("utf-8", "replace")) % len(fits)]
    return chosen.replace("{said}", _beginning(said))


def _beginning(said: str) -> str:
    """Its first words, and dots where there are more; without quotation marks of its own."""
    found = [word[0] for _, word in zip(range(_SHORT + 1), _WORD.finditer(said), strict=False)]
    first = " ".join(word[:40].strip('"“”') for word in found[:_SHORT]).rstrip(".,;:!?…")
    return f"{first}…" if len(found) > _SHORT else first


@cache
def _sentences() -> dict[str, tuple[tuple[re.Pattern[str] | None, str], ...]]:
    return {
        label: tuple(
            (phrases(one["when"], {}) if "when" in one else None, one["text"]) for one in several
        )
        for label, several in pack("why").items()
    }
