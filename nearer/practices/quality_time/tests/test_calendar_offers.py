"""What Today gets of calendars: hours first, then sharing, then nothing more."""

from conftest import Someone
from nearer.journey.gathering import gather
from nearer.practices.quality_time.tests.conftest import HERE, says_hours
from tests.presence import present_of


def offered(someone: Someone) -> set[str]:
    steps = gather(present_of(someone)).steps
    return {step.key for step in steps if step.key.startswith("quality-time.")}


def test_somebody_alone_is_asked_for_hours_once(alice):
    assert "quality-time.hours" in offered(alice)
    says_hours(alice)
    assert offered(alice).isdisjoint({"quality-time.hours", "quality-time.share"})


def test_somebody_with_a_partner_is_asked_to_share_once(couple):
    alice, _ = couple
    says_hours(alice)
    assert "quality-time.share" in offered(alice)
    alice.post(f"{HERE}free/share/")
    assert offered(alice).isdisjoint({"quality-time.hours", "quality-time.share"})


def test_what_the_other_one_did_changes_nothing_of_it(couple):
    alice, bob = couple
    before = offered(bob)
    says_hours(alice)
    alice.post(f"{HERE}free/share/")
    assert offered(bob) == before


def test_a_copy_of_ones_words_has_the_names_of_calendars_and_not_where_they_are(alice, servers):
    from nearer.practices.quality_time.tests.conftest import SECRET, adds

    alice.post(adds(alice), {"name": "Night shifts"})
    copy = b"".join(alice.post("/you/copy/")).decode()
    assert "Night shifts" in copy
    assert SECRET not in copy
