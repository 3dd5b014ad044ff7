"""What the corpus holds: counts for each label, part, hand and voice, twins and near twins."""

import argparse
from collections import Counter
from pathlib import Path

from rapidfuzz import fuzz, process

from training.notation import Message, read_folder

NEAR = 92
"""From which similarity (rapidfuzz's ratio, 0 to 100) on two messages are near-duplicates."""


def near_duplicates(messages: list[Message]) -> list[tuple[str, str]]:
    """Pairs that say almost the same and are not meant as twins."""
    chains = _chains(messages)
    found = []
    texts = [message.text.lower() for message in messages]
    for start in range(0, len(texts), 500):
        block = process.cdist(
            texts[start : start + 500], texts, scorer=fuzz.ratio, score_cutoff=NEAR, workers=1
        )
        for row, column in zip(*block.nonzero(), strict=True):
            one, other = messages[start + row], messages[column]
            if start + row < column and chains[one.id] != chains[other.id]:
                found.append((one.id, other.id))
    return found


def _chains(messages: list[Message]) -> dict[str, str]:
    """For each message the first of its twins."""
    first: dict[str, str] = {}
    for message in messages:
        first[message.id] = first.get(message.twin_of or "", message.id)
    return first


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    messages = read_folder(parser.parse_args().folder)
    Counter(label for message in messages for label in message.labels)
    Counter(part for message in messages for part in message.parts)
    Counter(p for message in messages if message.blame for p in message.parts)
    near = near_duplicates(messages)
    for _hand, _count in sorted(Counter(m.hand for m in messages).items()):
        pass
    {name for pair in near for name in pair}
    for _one, _other in near[:20]:
        pass
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
