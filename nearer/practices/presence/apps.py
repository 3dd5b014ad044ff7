from heapq import merge
from typing import TYPE_CHECKING

from nearer.practices.registration import Opening, Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nearer.accounts.present import Present
    from nearer.journey.offers import Keepsake, Moment, Offer, Today


class Presence(Practice):
    name = "nearer.practices.presence"
    label = "presence"
    slug = "presence"
    title = "Be here"
    about = "Sit down together, with one voice at a time or with none."
    order = 40
    icon = "chairs"
    kinds = ("presence.step", "presence.taken")
    days = 14
    standing = ("presence.lesson",)

    def ready(self) -> None:
        from nearer.live import rooms  # noqa: PLC0415 - models need apps
        from nearer.practices.presence.actions import sittings  # noqa: PLC0415
        from nearer.practices.presence.rules.sitting import Phase  # noqa: PLC0415

        rooms.register(sittings.ROOM, sittings.state_of, phases=Phase, waits=sittings.NOBODY_AT_IT)

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.presence.offers import lessons, sittings  # noqa: PLC0415

        parts = (sittings, lessons)
        return [offer for part in parts for offer in part.offers(today)]

    def openings(self, *, minutes: int) -> list[Opening]:
        from nearer.practices.presence.offers import sittings  # noqa: PLC0415 - needs apps

        return sittings.openings(minutes=minutes)

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.presence.past import lessons, sittings  # noqa: PLC0415

        parts = (sittings, lessons)
        streams = (part.moments(present, year=year) for part in parts)
        return merge(*streams, key=lambda moment: moment.day, reverse=True)

    def keepsakes(self, present: "Present") -> "Iterator[Keepsake]":
        from nearer.practices.presence.past import sittings  # noqa: PLC0415 - needs apps

        return sittings.keepsakes(present)

    def problems(self) -> list[str]:
        from nearer.practices.presence.checks import cues, lessons  # noqa: PLC0415 - needs apps

        parts = (cues, lessons)
        return [found for part in parts for found in part.problems()]
