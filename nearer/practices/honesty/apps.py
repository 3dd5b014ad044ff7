from heapq import merge
from itertools import chain
from typing import TYPE_CHECKING

from nearer.practices.registration import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nearer.accounts.present import Present
    from nearer.journey.offers import Keepsake, Moment, Offer, Today


class Honesty(Practice):
    name = "nearer.practices.honesty"
    label = "honesty"
    slug = "honesty"
    title = "Be honest"
    about = "Letters, kept for yourself or shared, and a safe way to be read."
    order = 20
    icon = "letter"
    kinds = (
        "honesty.letter",
        "honesty.received",
        "honesty.reply",
        "honesty.line",
        "honesty.observed",
    )
    standing = ("honesty.opens", "honesty.observing")
    days = 60

    def ready(self) -> None:
        from nearer.notices import kinds  # noqa: PLC0415 - models need apps
        from nearer.practices.honesty import reminders  # noqa: PLC0415

        kinds.register(reminders.KIND)

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.honesty.offers import letters, own  # noqa: PLC0415 - need apps

        return [*letters.offers(today), *own.offers(today)]

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.honesty.past import letters, own  # noqa: PLC0415

        streams = (part.moments(present, year=year) for part in (letters, own))
        return merge(*streams, key=lambda moment: moment.day, reverse=True)

    def keepsakes(self, present: "Present") -> "Iterator[Keepsake]":
        from nearer.practices.honesty.past import letters, own  # noqa: PLC0415

        return chain(letters.keepsakes(present), own.keepsakes(present))

    def problems(self) -> list[str]:
        from nearer.practices.honesty.checks import letters, practising, texts  # noqa: PLC0415
        from nearer.vocabulary import checks as words  # noqa: PLC0415

        return [found for bank in (letters, texts, practising, words) for found in bank.problems()]
