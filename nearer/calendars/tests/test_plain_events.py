"""Plain events: one VEVENT, one stretch of time."""

from nearer.calendars.tests.writing import busy, event


def test_a_time_in_utc_is_that_time():
    assert busy(event("DTSTART:20261105T180000Z", "DTEND:20261105T193000Z")) == [
        "2026-11-05 18:00 – 19:30"
    ]
