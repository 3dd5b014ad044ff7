from typing import TYPE_CHECKING

from nearer.practices.registration import Practice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nearer.accounts.present import Present
    from nearer.journey.offers import FirstStep, Keepsake, Moment, Offer, Today


class Conversation(Practice):
    name = "nearer.practices.conversation"
    label = "conversation"
    slug = "conversation"
    title = "Questions for two"
    about = "One question and two answers, a check-in each week, and a kind line on any day."
    order = 50
    kinds = (
        "conversation.answer",
        "conversation.reply",
        "conversation.put",
        "conversation.checkin",
        "conversation.talked",
        "conversation.small",
        "conversation.appreciation",
    )
    standing = ("conversation.deck", "conversation.mine", "conversation.rhythm")
    days = 14  # as long as a question stays open
    invites_at = "conversation:invite"

    def ready(self) -> None:
        from nearer.notices import kinds  # noqa: PLC0415 - models need apps
        from nearer.practices.conversation import evenings  # noqa: PLC0415

        kinds.register(evenings.KIND)

    def offers(self, today: "Today") -> "list[Offer]":
        from nearer.practices.conversation.offers import questions, week  # noqa: PLC0415 - need apps

        return [*questions.offers(today), *week.offers(today)]

    def moments(self, present: "Present", *, year: int) -> "Iterator[Moment]":
        from nearer.practices.conversation.selectors import moments  # noqa: PLC0415

        return moments.moments(present, year=year)

    def first_step(self) -> "FirstStep | None":
        from nearer.practices.conversation.offers import questions  # noqa: PLC0415

        return questions.first_step()

    def keepsakes(self, present: "Present") -> "Iterator[Keepsake]":
        from nearer.practices.conversation.selectors import written  # noqa: PLC0415

        return written.keepsakes(present)

    def problems(self) -> list[str]:
        from nearer.practices.conversation import content  # noqa: PLC0415
        from nearer.practices.conversation.checks import questions, week  # noqa: PLC0415

        return [
            *questions.problems(content.bank()),
            *week.problems(tuple(content.agendas().values()), content.prompts()),
        ]
