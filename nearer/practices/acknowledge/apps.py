from typing import TYPE_CHECKING

from nearer.practices.registration import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nearer.accounts.present import Present
    from nearer.journey.offers import Keepsake, Moment, Offer, Signals, Today


class Acknowledge(Practice):
    name = "nearer.practices.acknowledge"
    label = "acknowledge"
    slug = "acknowledge"
    title = "Acknowledge the distance"
    about = "See together, without blame, that there is some; and how it goes from week to week."
    order = 10
    kinds = (
        "acknowledge.picture",
        "acknowledge.step",
        "acknowledge.keep",
        "acknowledge.kept",
        "acknowledge.talk",
    )
    standing = ("acknowledge.mine", "acknowledge.showing")

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.acknowledge import between, weekly  # noqa: PLC0415 - payloads need apps

        return [*between.offers(today), *weekly.offers(today)]

    def signals(self, today: "Today") -> "Signals | None":
        from nearer.practices.acknowledge import weekly  # noqa: PLC0415

        return weekly.signals(today)

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.acknowledge import past, written  # noqa: PLC0415

        found = [*written.moments(present, year=year), *past.moments(present, year=year)]
        yield from sorted(found, key=lambda moment: moment.day, reverse=True)

    def keepsakes(self, present: "Present") -> "Iterator[Keepsake]":
        from nearer.practices.acknowledge import past, written  # noqa: PLC0415

        yield from written.keepsakes(present)
        yield from past.keepsakes(present)

    def problems(self) -> list[str]:
        from nearer.practices.acknowledge import checks, pulse_bank  # noqa: PLC0415

        items = tuple(pulse_bank.items().values())
        return [*pulse_bank.problems(items), *checks.problems()]
