from nearer.practices.registration import Practice


class Acknowledge(Practice):
    name = "nearer.practices.acknowledge"
    label = "acknowledge"
    slug = "acknowledge"
    title = "Acknowledge the distance"
    about = "See together, without blame, that there is some; and how it goes from week to week."
    order = 10
