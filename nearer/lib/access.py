"""Who may see a page. Unlocked people only, unless a view says otherwise here."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    UNLOCKED = "unlocked"
    ANYONE = "anyone"
    NOBODY = "nobody"


def anyone(view: View) -> View:
    """Open to everybody; the session is looked at, so the page may greet who is here."""
    view.access = Access.ANYONE  # type: ignore[attr-defined]
    return view


def nobody_known(view: View) -> View:
    """The same bytes for everybody: no cookie is read and no session touched."""
    view.access = Access.NOBODY  # type: ignore[attr-defined]
    return view


def access_of(view: Callable[..., Any]) -> Access:
    return getattr(view, "access", Access.UNLOCKED)
