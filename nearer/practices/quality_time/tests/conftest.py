"""Somebody's hours, as the tests say them."""

HERE = "/quality-time/"
HOURS = {
    "presets": ["evenings"],
    "shortest": "60",
    "travel": "30",
    "rest": "30",
    "sleep_from": "23:00",
    "sleep_until": "07:00",
}
"""Monday to Friday, 18:30 to 22:00."""


def says_hours(someone, **more):
    reply = someone.post(f"{HERE}hours/", {**HOURS, **more})
    assert reply.status_code == 302, reply.content.decode()
    return reply
