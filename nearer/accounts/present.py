"""Who is here in this request: an unlocked person, with their keys and their partner."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from nearer.journal.actions import Pen
from nearer.lib import clock
from nearer.sealing.keyring import Pin
from nearer.sealing.vault import Vault


@dataclass(frozen=True, slots=True)
class Present:
    """One unlocked person in one request. Holds keys, so it is never stored or logged."""

    couple: UUID
    id: UUID
    vault: Vault
    session: UUID
    now: datetime
    locks_at: datetime
    provisional_until: datetime | None = None
    only_for: str = ""
    ended_with: Pin | None = None
    """A partner who is pinned but no longer here, until that was read."""
    partner_key_changed: bool = False
    """The partner's key is not the pinned one and nothing vouches for it."""

    @property
    def name(self) -> str:
        return self.vault.keyring.name

    @property
    def partner(self) -> Pin | None:
        return self.vault.keyring.partner

    @property
    def zone(self) -> str:
        return self.vault.keyring.zone

    @property
    def day(self) -> date:
        """The date on the wall where this person lives."""
        return clock.local_day(self.now, self.zone)

    @property
    def pen(self) -> Pen:
        return Pen(self.vault, self.couple, self.now, self.day)
