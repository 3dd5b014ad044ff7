"""Tells every practice that somebody looks at Today: their keys are there only in a visit."""

import logging

from nearer.accounts.present import Present
from nearer.practices import registered

log = logging.getLogger("nearer.journey")


def visited(present: Present) -> None:
    """Tell all of them. Whatever breaks in one keeps nobody from their page."""
    for practice in registered():
        try:
            practice.visited(present)
        except Exception as fault:  # noqa: BLE001 - the page is worth more than any of these
            log.warning("a visit: %s: %s", practice.slug, type(fault).__name__)
