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
    icon = "pair"
    kinds = (
        "acknowledge.picture",
        "acknowledge.step",
        "acknowledge.keep",
        "acknowledge.kept",
        "acknowledge.talk",
    )
    standing = ("acknowledge.mine", "acknowledge.showing")

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.acknowledge.offers import distance, pulse  # noqa: PLC0415 - payloads need apps

        return [*distance.offers(today), *pulse.offers(today)]

    def signals(self, today: "Today") -> "Signals | None":
        from nearer.practices.acknowledge.offers import pulse  # noqa: PLC0415

        return pulse.signals(today)

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.acknowledge.past import distance, pulse  # noqa: PLC0415

        found = [*distance.moments(present, year=year), *pulse.moments(present, year=year)]
        yield from sorted(found, key=lambda moment: moment.day, reverse=True)

    def keepsakes(self, present: "Present") -> "Iterator[Keepsake]":
        from nearer.practices.acknowledge.past import distance, pulse  # noqa: PLC0415

        yield from distance.keepsakes(present)
        yield from pulse.keepsakes(present)

    def problems(self) -> list[str]:
        from nearer.practices.acknowledge import checks, pulse_bank  # noqa: PLC0415

        items = tuple(pulse_bank.items().values())
        return [*pulse_bank.problems(items), *checks.problems()]
