"""Where this practice begins: what there is to do here now."""

from dataclasses import dataclass

from nearer.accounts.present import Present
from nearer.practices.acknowledge.selectors import distance
from nearer.reveal.rules import Round


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The round of now; those that can be opened, and the last that lies open."""

    current: int
    state: Round | None
    """Where the current round stands; None for somebody who is here alone."""
    ready: tuple[int, ...]
    opened: int


def index(present: Present) -> IndexPage:
    if present.partner is None:
        return IndexPage(0, None, (), 0)
    found = distance.all_rounds(present)
    drawn = found.drawn.get(found.current)
    last = found.last_open
    return IndexPage(
        current=found.current,
        state=drawn.state if drawn else Round.YOUR_TURN,
        ready=tuple(n for n, it in sorted(found.drawn.items()) if it.state is Round.READY),
        opened=last.number if last else 0,
    )
