"""The rules that the hours to tick are held against."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Final

from nearer.content import gate
from nearer.practices.quality_time.content import Preset

LONGEST: Final = 10
"""So many words at most stand under a preset."""


def problems(presets: Mapping[str, Preset]) -> Iterator[str]:
    """Everything that is wrong with them, one sentence each."""
    offered = [preset for preset in presets.values() if not preset.retired]
    if not any(preset.usual for preset in offered):
        yield "No hours are ticked to begin with."
    for preset in offered:
        yield from gate.text(preset.id, preset.about, longest=LONGEST)
        if not preset.days or set(preset.days) - set(range(7)):
            yield f"{preset.id}: these are no days of a week."
        for wall in (preset.start, preset.until):
            if not _on_a_clock(wall):
                yield f"{preset.id}: {wall} stands on no clock."


def _on_a_clock(wall: str) -> bool:
    try:
        return time.fromisoformat(wall).strftime("%H:%M") == wall
    except ValueError:
        return False
