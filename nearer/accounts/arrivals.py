"""What else happens when somebody has opened their lock: the one moment with keys and a POST."""

import logging
from collections.abc import Callable

from django.db import transaction

from nearer.journal.actions import Pen

log = logging.getLogger("nearer.accounts")
Arrival = Callable[[Pen], None]
_arrivals: list[Arrival] = []


def at_each(arrival: Arrival) -> Arrival:
    """Register what is to be done when somebody comes in."""
    _arrivals.append(arrival)
    return arrival


def arrive(pen: Pen) -> None:
    """Do all of it. Whatever breaks there keeps nobody out."""
    for arrival in _arrivals:
        try:
            with transaction.atomic():
                arrival(pen)
        except Exception as fault:  # noqa: BLE001 - coming in is worth more than any of these
            log.warning("an arrival: %s", type(fault).__name__)
