"""The date on somebody's own wall, whatever zone they say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nearer.lib import clock

few = settings(max_examples=80, deadline=None, database=None)


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        pytest.param("2026-11-25T23:30", "UTC", "2026-11-25", id="late in Greenwich"),
        pytest.param("2026-11-25T23:30", "Asia/Tokyo", "2026-11-26", id="morning in Tokyo"),
        pytest.param("2026-11-25T07:30", "America/Los_Angeles", "2026-11-24", id="night there"),
        pytest.param("2026-11-25T18:20", "Asia/Kathmandu", "2026-11-26", id="an odd quarter"),
        pytest.param("2026-03-29T00:59", "Europe/Lisbon", "2026-03-29", id="spring forward"),
        pytest.param("2026-10-25T23:59", "Europe/Lisbon", "2026-10-25", id="fall back"),
        pytest.param("2026-11-25T23:30", "Pacific/Kiritimati", "2026-11-26", id="first of all"),
        pytest.param("2026-11-25T10:30", "Pacific/Pago_Pago", "2026-11-24", id="last of all"),
        pytest.param("2026-11-25T23:30", "Mars/Olympus", "2026-11-25", id="no zone is UTC"),
        pytest.param("2026-11-25T23:30", "", "2026-11-25", id="nothing is UTC"),
    ],
)
def test_the_day_is_the_one_on_the_wall(moment, zone, day):
    when = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert clock.local_day(when, zone) == date.fromisoformat(day)


@few
@given(st.text(max_size=80))
def test_any_text_is_a_zone_or_counts_as_utc(zone):
    assert clock.zone_or_utc(zone).key == (zone if clock.known_zone(zone) else "UTC")


@pytest.mark.parametrize("zone", ["../../etc/passwd", "/etc/localtime", "\x00", "A" * 5000, "."])
def test_no_path_is_a_zone(zone):
    assert not clock.known_zone(zone)


def test_now_is_aware_and_moves_on():
    assert clock.now().utcoffset() == timedelta()
    assert clock.now() <= clock.now()
