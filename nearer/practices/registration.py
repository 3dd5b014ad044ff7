"""What a practice tells the house about itself."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from nearer.journey.offers import Offer, Opened


class Practice(AppConfig):
    """One of the ten practices. Subclass it in the practice's `apps.py`."""

    slug: ClassVar[str]
    title: ClassVar[str]
    invitation: ClassVar[str]
    """One line under the title in the menu: what one does here."""
    order: ClassVar[int]
    kinds: ClassVar[Sequence[str]] = ()
    """Entry kinds that Today opens for this practice."""
    days: ClassVar[int] = 30
    """How many days back Today looks for them."""

    def offers(self) -> "Callable[[Opened], list[Offer]]":
        """The pure function that turns opened entries into offers for Today."""
        return lambda _opened: []


def registered() -> list[Practice]:
    """Every installed practice, in the order in which the menu shows them."""
    found = [app for app in apps.get_app_configs() if isinstance(app, Practice)]
    return sorted(found, key=lambda practice: practice.order)
