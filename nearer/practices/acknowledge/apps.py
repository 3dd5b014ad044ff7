from nearer.practices.registration import Practice


class Acknowledge(Practice):
    name = "nearer.practices.acknowledge"
    label = "acknowledge"
    slug = "acknowledge"
    title = "Acknowledge the distance"
    about = "See together, without blame, that there is some; and how it goes from week to week."
    order = 10
    standing = ("acknowledge.mine",)

    def problems(self) -> list[str]:
        from nearer.practices.acknowledge import pulse_bank  # noqa: PLC0415 - payloads need apps

        return list(pulse_bank.problems(tuple(pulse_bank.items().values())))
