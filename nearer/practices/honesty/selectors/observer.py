"""The neutral observer's writings: the next one, and one's own so far."""

from dataclasses import dataclass
from datetime import date

from nearer.accounts.present import Present
from nearer.journal.opened import Reading
from nearer.journal.selectors import read
from nearer.practices.honesty import texts
from nearer.practices.honesty.entries import Observed, Observing
from nearer.practices.honesty.rules import observer as rules
from nearer.practices.honesty.rules import order
from nearer.practices.honesty.selectors.own import Shelf, shelf
from nearer.practices.honesty.texts import Prompt

PARTS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class ObserverPage:
    """What could be written next, when Today speaks of it again, and what was written."""

    prompt: Prompt
    number: int
    last: date | None
    next_on: date | None
    shelf: Shelf[Observed]


def observer(
    present: Present, *, number: int = 0, year: int = 0, start: int = 0
) -> ObserverPage | None:
    """None where there is no prompt at all."""
    summary = observing(read(present.vault, present.couple, kinds=(), standing=[Observing.kind]))
    ids = [prompt.id for prompt in texts.prompts()]
    if not ids:
        return None
    seed = present.vault.own_subject(Observed.kind, "order").bytes
    chosen = order.nth(ids, seed=seed, number=number, used=summary.used)
    last = last_day(summary)
    return ObserverPage(
        texts.every_prompt()[chosen],
        number,
        last=last,
        next_on=rules.next_on(last) if last else None,
        shelf=shelf(present, Observed, year=year, start=start),
    )


def observing(reading: Reading) -> Observing:
    """One's own summary; an empty one at first."""
    return next((entry.payload for entry in reading.own(Observing)), Observing())


def last_day(summary: Observing) -> date | None:
    return date.fromisoformat(summary.last) if summary.last else None


def steps_of(said: Observed) -> list[tuple[str, str]]:
    """What was asked and what was written, for each step that is not empty."""
    prompt = texts.every_prompt().get(said.prompt)
    asked = prompt.steps if prompt else ("",) * len(PARTS)
    found = zip(asked, (said.first, said.second, said.third), strict=False)
    return [(step, text) for step, text in found if text]


def title_of(said: Observed) -> str:
    prompt = texts.every_prompt().get(said.prompt)
    return prompt.title if prompt else "A writing"
