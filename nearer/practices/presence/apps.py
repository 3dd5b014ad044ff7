from heapq import merge
from typing import TYPE_CHECKING

from nearer.practices.registration import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nearer.accounts.present import Present
    from nearer.journey.offers import Moment, Offer, Today


class Presence(Practice):
    name = "nearer.practices.presence"
    label = "presence"
    slug = "presence"
    title = "Be here"
    about = "Sit down together, with one voice at a time or with none."
    order = 40
    icon = "pair"
    days = 14
    standing = ("presence.lesson",)

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.presence.offers import lessons  # noqa: PLC0415 - needs apps

        parts = (lessons,)
        return [offer for part in parts for offer in part.offers(today)]

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.presence.past import lessons  # noqa: PLC0415 - needs apps

        parts = (lessons,)
        streams = (part.moments(present, year=year) for part in parts)
        return merge(*streams, key=lambda moment: moment.day, reverse=True)

    def problems(self) -> list[str]:
        from nearer.practices.presence.checks import cues, lessons  # noqa: PLC0415 - needs apps

        parts = (cues, lessons)
        return [found for part in parts for found in part.problems()]
