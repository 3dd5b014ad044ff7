"""The pulse page: which week it is about, and what was kept or typed for it."""

from dataclasses import dataclass, replace
from datetime import date

from nearer.accounts.present import Present
from nearer.journal.drafts import drafts
from nearer.journal.opened import Opened
from nearer.journal.selectors import read
from nearer.practices.acknowledge import pulse_bank, subjects, summary
from nearer.practices.acknowledge.entries import Mine, Pulse, Showing
from nearer.practices.acknowledge.forms.pulse import typed
from nearer.practices.acknowledge.pulse_bank import Item
from nearer.practices.acknowledge.rules import pulse as rules
from nearer.practices.acknowledge.selectors.showing import Wishes, wishes_in

PATH = "/acknowledge/pulse/"


@dataclass(frozen=True, slots=True)
class PulsePage:
    week: str
    kept: Opened[Pulse] | None
    """What this week has already."""
    month: bool
    """Whether the two items of the month are asked."""
    later: bool
    """There is a pulse for a later week: a clock was set back."""
    wishes: Wishes
    typed: dict[str, str] | None = None
    """What was being typed for it and not sent; None without a draft."""

    @property
    def monday(self) -> date:
        return rules.monday_of(self.week)

    @property
    def weekly(self) -> tuple[Item, ...]:
        return pulse_bank.weekly()

    @property
    def monthly(self) -> tuple[Item, ...]:
        return pulse_bank.monthly() if self.month else ()

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.weekly, *self.monthly)

    @property
    def path(self) -> str:
        """Where the drafts of this week lie: last week's must not stand in this one."""
        return f"{PATH}?week={self.week}"

    @property
    def initial(self) -> dict[str, object]:
        """What the form begins with: what was being typed, else what was kept."""
        if self.typed is not None:
            return dict(self.typed)
        kept = self.kept.payload.items if self.kept else {}
        return {name: str(value) for name, value in kept.items()}

    @property
    def score(self) -> float | None:
        return rules.score(self.kept.payload.items) if self.kept else None


def pulse(present: Present, week: str) -> PulsePage:
    """Everything the page needs about a week of one's own, in two queries."""
    vault = present.vault
    reading = read(
        vault,
        present.couple,
        kinds=[Pulse.kind, Mine.kind, Showing.kind],
        subjects=[
            subjects.pulse(vault, week),
            subjects.mine(vault),
            subjects.showing(vault),
        ],
    )
    kept = next(reading.own(Pulse), None)
    so_far = summary.summary_of(summary.mine(reading))
    due = rules.monthly_due(last=so_far.monthly, week=week)
    page = PulsePage(
        week=week,
        kept=kept,
        month=kept.payload.monthly if kept else due,
        later=any(other > week for other in so_far.weeks),
        wishes=wishes_in(reading, vault),
    )
    found = drafts(vault, present.couple, path=page.path)
    return replace(page, typed=typed(found[0].fields, page.items)) if found else page
