from typing import TYPE_CHECKING

from nearer.practices.registration import Practice, Room

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nearer.accounts.present import Present
    from nearer.journey.offers import Keepsake, Moment, Offer, Today

FILE = 8 * 1024 * 1024
AROUND_IT = 64 * 1024  # what a form says besides its file


class QualityTime(Practice):
    name = "nearer.practices.quality_time"
    label = "quality_time"
    slug = "quality-time"
    title = "Time for two"
    about = "Find times that are free for both of you, and something to do in them."
    order = 30
    icon = "calendar"
    kinds = (
        *("quality_time.step", "quality_time.liked", "quality_time.away"),
        "quality_time.picks",
    )
    days = 14
    farther = {"quality_time.step": 200}  # rules.plans.BACK
    standing = (
        *("quality_time.hours", "quality_time.free", "quality_time.ritual"),
        "quality_time.conflicts",
    )
    rooms = (Room("calendars/add/file/", FILE + AROUND_IT, "quality_time/too_large.html"),)

    def ready(self) -> None:
        from nearer.notices import kinds  # noqa: PLC0415 - models need apps
        from nearer.practices.quality_time import reminders  # noqa: PLC0415

        kinds.register(reminders.KIND)

    def visited(self, present: "Present") -> None:
        from nearer.practices.quality_time import refreshing  # noqa: PLC0415 - needs apps

        refreshing.visited(present)

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.quality_time.offers import (  # noqa: PLC0415
            afterwards,
            calendars,
            conflicts,
            ideas,
            plans,
        )

        topics = (conflicts, calendars, plans, ideas, afterwards)
        return [offer for topic in topics for offer in topic.offers(today)]

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.quality_time.past import afterwards, ideas, plans  # noqa: PLC0415

        yield from ideas.moments(present, year=year)
        yield from plans.moments(present, year=year)
        yield from afterwards.moments(present, year=year)

    def keepsakes(self, present: "Present") -> "Iterator[Keepsake]":
        from nearer.practices.quality_time.past import (  # noqa: PLC0415
            afterwards,
            calendars,
            ideas,
            plans,
        )

        yield from calendars.keepsakes(present)
        yield from ideas.keepsakes(present)
        yield from plans.keepsakes(present)
        yield from afterwards.keepsakes(present)

    def problems(self) -> list[str]:
        from nearer.practices.quality_time import away_bank, content, ideas_bank  # noqa: PLC0415
        from nearer.practices.quality_time.checks import (  # noqa: PLC0415
            away,
            hours,
            ideas,
            providers,
        )

        return [
            *hours.problems(content.presets()),
            *providers.problems(content.places()),
            *away.problems(away_bank.things()),
            *ideas.problems(ideas_bank.ideas()),
        ]
