from nearer.practices.registration import Practice


class Presence(Practice):
    name = "nearer.practices.presence"
    label = "presence"
    slug = "presence"
    title = "Be here"
    about = "Sit down together, with one voice at a time or with none."
    order = 40
    icon = "pair"
    days = 14
