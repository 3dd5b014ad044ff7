from typing import TYPE_CHECKING

from nearer.practices.registration import Practice

if TYPE_CHECKING:
    from nearer.journey.offers import Offer, Today


class QualityTime(Practice):
    name = "nearer.practices.quality_time"
    label = "quality_time"
    slug = "quality-time"
    title = "Time for two"
    about = "Find times that are free for both of you, and something to do in them."
    order = 30
    icon = "calendar"
    standing = ("quality_time.hours", "quality_time.free")

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.quality_time.offers import calendars  # noqa: PLC0415

        return [*calendars.offers(today)]

    def problems(self) -> list[str]:
        from nearer.practices.quality_time import content  # noqa: PLC0415
        from nearer.practices.quality_time.checks import hours, providers  # noqa: PLC0415

        return [*hours.problems(content.presets()), *providers.problems(content.places())]
