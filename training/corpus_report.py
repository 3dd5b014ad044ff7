"""What the corpus holds: counts for each label, part, hand and voice, twins and near twins."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
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
    sys.stdout.writelines(f"{line}\n" for line in report(messages))
    return 0


def report(messages: list[Message]) -> Iterator[str]:
    """The counts, a line each."""
    labels = Counter(label for message in messages for label in message.labels)
    parts = Counter(part for message in messages for part in message.parts)
    blaming = Counter(part for message in messages if message.blame for part in message.parts)
    yield f"{len(messages)} messages, {sum(message.blame for message in messages)} with blame"
    voices = {(message.hand, message.voice) for message in messages}
    yield f"{len({message.hand for message in messages})} hands, {len(voices)} voices"
    yield f"{sum(message.twin_of is not None for message in messages)} pairs of twins"
    yield f"labels: {dict(labels.most_common())}"
    yield f"parts: {dict(parts.most_common())}"
    yield f"of them in blaming messages: {dict(blaming.most_common())}"
    for (hand, voice), count in sorted(Counter((m.hand, m.voice) for m in messages).items()):
        yield f"  {hand} · {voice}: {count}"
    near = near_duplicates(messages)
    involved = {name for pair in near for name in pair}
    share = len(involved) / max(1, len(messages))
    yield f"near-duplicates: {len(near)} pairs, {share:.2%} of the messages"
    yield from (f"  {one} ~ {other}" for one, other in near)


if __name__ == "__main__":
    raise SystemExit(main())
