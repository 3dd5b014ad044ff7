"""The four places the navigation leads to."""

from dataclasses import dataclass, replace
from functools import cache

from django.http import HttpRequest

from nearer.practices import registered


@dataclass(frozen=True, slots=True)
class Item:
    href: str
    label: str
    icon: str
    current: bool = False


TODAY = Item("/", "Today", "today")
PRACTICES = Item("/practices/", "Practices", "practices")
SO_FAR = Item("/journey/", "So far", "journey")
YOU = Item("/you/", "You", "you")


@cache
def _practice_paths() -> tuple[str, ...]:
    return (PRACTICES.href, *(f"/{practice.slug}/" for practice in registered()))


def menu(request: HttpRequest) -> list[Item]:
    """The items in their order; the one this page belongs to says so."""
    path = request.path
    return [
        replace(TODAY, current=path == TODAY.href),
        replace(PRACTICES, current=path.startswith(_practice_paths())),
        replace(SO_FAR, current=path.startswith(SO_FAR.href)),
        replace(YOU, current=path.startswith(YOU.href)),
    ]
