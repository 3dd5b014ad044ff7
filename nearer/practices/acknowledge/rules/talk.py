"""How far somebody has come in choosing words for the first conversation. Pure."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far; "" for what was not, or is none of ours."""

    situation: str = ""
    tone: str = ""
    length: str = ""

    @property
    def asks_for(self) -> str:
        """What has to be chosen next; "" when there are words to show."""
        parts = (("situation", self.situation), ("tone", self.tone), ("length", self.length))
        return next((name for name, value in parts if not value), "")


def choice(
    asked: Choice,
    *,
    situations: Collection[str],
    tones: Collection[str],
    lengths: Collection[str],
) -> Choice:
    """The same choice without what nobody knows. A later part counts only after the earlier."""
    situation = asked.situation if asked.situation in situations else ""
    tone = asked.tone if situation and asked.tone in tones else ""
    length = asked.length if tone and asked.length in lengths else ""
    return Choice(situation, tone, length)
