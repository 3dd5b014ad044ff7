"""Messages as a thumb writes them: typos, short forms, lost punctuation. Labels move along."""

import random
import re

Marked = list[tuple[str, int]]
"""Characters, each with the bits of the labels that cover it."""

SHORT = {
    "you": "u", "your": "ur", "you're": "ur", "are": "r", "please": "pls", "because": "cos",
    "to": "2", "for": "4", "thanks": "thx", "really": "rly", "never": "nevr", "always": "alwys",
    "don't": "dont", "about": "bout", "with": "w", "tomorrow": "tmrw", "going": "goin",
    "what": "wat", "why": "y", "though": "tho", "tonight": "2nite", "people": "ppl",
    "okay": "k", "something": "smth", "and": "n", "before": "b4", "honestly": "tbh",
}  # fmt: skip
QUESTIONS = 0.5
"""How often question marks are lost with the rest."""
SHORTENED = 0.6
"""How often a word that has a short form gets it."""
WORD = re.compile(r"[a-z']+")


def augment(marked: Marked, chance: random.Random) -> Marked:
    """The same message in a hurry. Never empty."""
    for likely, change in (
        (0.35, _lose_punctuation),
        (0.4, _lose_apostrophes),
        (0.3, _shorten),
        (0.35, _mistype),
        (0.3, _lower),
    ):
        if chance.random() < likely:
            marked = change(marked, chance) or marked
    return marked


def _lose_punctuation(marked: Marked, chance: random.Random) -> Marked:
    questions = chance.random() < QUESTIONS
    return [one for one in marked if one[0] not in '.,!;:"' and not (questions and one[0] == "?")]


def _lose_apostrophes(marked: Marked, _chance: random.Random) -> Marked:
    return [one for one in marked if one[0] not in "'’"]


def _lower(marked: Marked, _chance: random.Random) -> Marked:
    return [(sign.lower(), bits) for sign, bits in marked]


def _shorten(marked: Marked, chance: random.Random) -> Marked:
    out: Marked = []
    done = 0
    for word in WORD.finditer("".join(sign.lower()[:1] for sign, _ in marked)):
        short = SHORT.get(word.group())
        if short and chance.random() < SHORTENED:
            bits = marked[word.start()][1]
            out += marked[done : word.start()] + [(sign, bits) for sign in short]
            done = word.end()
    return out + marked[done:]


def _mistype(marked: Marked, chance: random.Random) -> Marked:
    rate = chance.choice([0.01, 0.02, 0.04])
    out: Marked = []
    place = 0
    while place < len(marked):
        here = marked[place]
        after = marked[place + 1] if place + 1 < len(marked) else None
        if here[0].isalpha() and chance.random() < rate:
            kind = chance.randrange(3)
            if kind == 0:
                place += 1
                continue
            if kind == 1 and after and after[0].isalpha():
                out += [after, here]
                place += 2
                continue
            out.append(here)
        out.append(here)
        place += 1
    return out
