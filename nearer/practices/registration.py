"""What a practice tells the house about itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from nearer.accounts.present import Present
    from nearer.journey.offers import FirstStep, Keepsake, Moment, Offer, Signals, Today


@dataclass(frozen=True, slots=True)
class Room:
    """A page that takes a file, which is larger than what people write."""

    path: str
    """Below the practice's own address."""
    limit: int
    """How many bytes one request may have there."""
    refusal: str
    """The template that says what to do with a larger one. It is rendered for nobody."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that two who meet can begin just then, in whichever practice."""

    title: str
    about: str
    href: str
    icon: str
    spoken: bool = False
    """Whether something is said in it, so that words one has found can be said there."""


class Practice(AppConfig):
    """One of the ten practices. Subclass it in the practice's `apps.py`."""

    default = False  # not an app itself; Django would otherwise find two in every apps.py

    slug: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    """One line under the title in the menu: what one does here."""
    order: ClassVar[int]
    icon: ClassVar[str] = "talk"
    """Its mark in the menu, one of those in the core's `_parts.html`."""
    kinds: ClassVar[Sequence[str]] = ()
    """Entry kinds that Today opens for this practice."""
    standing: ClassVar[Sequence[str]] = ()
    """Kinds of which there are few, such as settings: opened whatever their day."""
    days: ClassVar[int] = 30
    """How many days back Today looks for them."""
    farther: ClassVar[Mapping[str, int]] = {}
    """How many days back for some of them, if that is not as far: what is agreed for a day far
    ahead was said long ago."""
    waits: ClassVar[int] = 60
    """How many days back Today looks for one's own answers that wait for the other's."""
    invites_at: ClassVar[str] = ""
    """The name of the page that asks the partner in with this practice, if there is one."""

    rooms: ClassVar[Sequence[Room]] = ()
    """Its pages that take files; every other request has the size of a page at most."""

    def __init_subclass__(cls) -> None:
        cls.default = True

    def offers(self, _today: "Today") -> "list[Offer]":
        """What this practice offers on Today: pure, over what the reader may open."""
        return []

    def visited(self, _present: "Present") -> None:
        """Somebody looks at Today: the moment to begin what needs their keys and no page waits
        for. It must return at once, and whatever fails there keeps nobody from their page.
        """

    def openings(self, *, minutes: int) -> list[Opening]:  # noqa: ARG002
        """What two can begin when a time of theirs begins, and it is `minutes` long."""
        return []

    def signals(self, _today: "Today") -> "Signals | None":
        """How it is going, if this practice measures that. Pure, as `offers` is."""
        return None

    def moments(self, _present: "Present", *, year: int) -> "Iterator[Moment]":  # noqa: ARG002
        """What this person did here in a year, alone or shared, newest first, for the timeline."""
        return iter(())

    def first_step(self) -> "FirstStep | None":
        """A first exercise for somebody who has no account yet, if this practice has one."""
        return None

    def keepsakes(self, _present: "Present") -> "Iterator[Keepsake]":
        """What this person wrote or was given here, newest first, for their own copy."""
        return iter(())

    def problems(self) -> list[str]:
        """What is wrong with this practice's content, one sentence each."""
        return []


def registered() -> list[Practice]:
    """Every installed practice, in the order in which the menu shows them."""
    found = [app for app in apps.get_app_configs() if isinstance(app, Practice)]
    return sorted(found, key=lambda practice: practice.order)


def openings(*, minutes: int) -> list[Opening]:
    """What any practice opens for two who meet now, in the order of the menu."""
    return [opening for practice in registered() for opening in practice.openings(minutes=minutes)]
