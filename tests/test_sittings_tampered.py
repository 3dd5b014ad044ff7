"""Somebody who can write the database, and a sitting: what is moved, forged, replayed or left."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from nearer.journal import actions as journal
from nearer.journal import payloads
from nearer.journal.models import Entry, Visibility
from nearer.live import rooms
from nearer.practices.presence.actions import sittings as actions
from nearer.practices.presence.entries.afterwards import Taken
from nearer.practices.presence.entries.sittings import HIGHEST, Step
from nearer.practices.presence.selectors import sittings as selectors
from tests.presence import present_of
from tests.sittings import HERE, both_ready, four_hours_ago, lay_out, press, shows, thread_of

NOW = datetime.fromisoformat("2026-11-03T20:00:00+00:00")
THREAD = UUID("572e871b-7062-430a-a536-31a9ed3a140b")
WHERE = f"{HERE}sitting/{THREAD}/"
PAGES = ("/", "/journey/", HERE, f"{HERE}kept/", WHERE, f"{WHERE}after/")


@pytest.fixture(autouse=True)
def tonight():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def forges(someone, kind, said, *, at=NOW, subject=None, visibility=Visibility.SHARED):
    """A row of theirs as nobody makes one who uses the program."""
    present = present_of(someone)
    inside = {"v": 1, "at": at if isinstance(at, str) else at.isoformat()}
    plain = json.dumps({**inside, "day": present.day.isoformat(), "f": said}).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(payloads, "dump", lambda *_, **__: plain)
        blank = object.__new__(kind)
        journal.write(present.pen, blank, visibility=visibility, subject=subject)


def begins(**more):
    said = {"thread": THREAD.hex, "number": 1, "after": [], "did": "laid-out"}
    return {**said, "sort": "listen", "way": "two", "minutes": 10, **more}


def pressed(did="ready", **more):
    return {"thread": THREAD.hex, "number": 2, "after": [], "did": did, "version_seen": 1, **more}


def looks_everywhere(someone):
    for page in PAGES:
        assert someone.get(page).status_code in {200, 404}, page
    for act in ("ready", "pause", "stop"):
        assert someone.post(f"{WHERE}act/", {"act": act, "seen": "1"}).status_code in {302, 404}
    assert someone.post(f"{HERE}lay-out/away/", {"minutes": "15", "way": "two"}).status_code == 302
    actions.state_of(present_of(someone), THREAD)
    assert someone.post("/you/copy/").getvalue()


ODD_BEGINNINGS = [
    *({name: "\ud800"} for name in ("thread", "did", "once", "sort", "way", "topic", "silence")),
    *({name: None} for name in ("thread", "number", "after", "did", "sort", "minutes", "first")),
    *({"after": said} for said in (5, "abc", [["x"]], [None], ["\ud800"], ["a" * 65], {})),
    *({"number": said} for said in ("1", 0, -1, 1.5, True, 10**400, HIGHEST, HIGHEST + 1)),
    *({"thread": said} for said in (["x"], "../x", THREAD.hex.upper(), str(THREAD))),
    *({"minutes": said} for said in (0, 11, "10", 10.0, True)),
    *({"first": said} for said in (2, -1, "1")),
    *({"way": said} for said in ("one", "apart", "three")),
    *({"topic": "no-such-topic"}, {"silence": "../x"}, {"sort": "away"}, {"words": "a sentence"}),
]


@pytest.mark.slow
def test_no_beginning_of_theirs_breaks_a_page_of_mine(couple):
    alice, bob = couple
    for more in ODD_BEGINNINGS:
        forges(bob, Step, begins(**more))
        looks_everywhere(alice)
        Entry.objects.of(present_of(alice).couple).filter(kind=Step.kind).delete()


ODD_PRESSES = [
    *({"did": said} for said in ("dance", "laid-out", "", None, "stop", "done", "pause")),
    *({"version_seen": said} for said in (-1, 10**400, "1", HIGHEST, 0)),
    *({"number": said} for said in (0, 1, HIGHEST, HIGHEST + 1)),
    *({"once": said} for said in (5, "x" * 65, "\ud800")),
]


@pytest.mark.slow
def test_no_press_of_theirs_breaks_a_page_of_mine(couple):
    alice, bob = couple
    for more in ODD_PRESSES:
        forges(alice, Step, begins())
        forges(bob, Step, pressed(**more))
        looks_everywhere(alice)
        Entry.objects.of(present_of(alice).couple).filter(kind=Step.kind).delete()


def test_a_step_that_nothing_could_follow_stops_nobody(couple):
    alice, bob = couple
    forges(alice, Step, begins())
    forges(bob, Step, pressed(number=HIGHEST))
    looks_everywhere(alice)
    assert shows(bob.page(WHERE))[0] == "stopped"


@pytest.mark.slow
@pytest.mark.parametrize(
    "at",
    [
        *("9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "2026-11-03T20:00:00"),
        *("9999-12-31T23:59:59-23:59", "no time", "", "2026-11-04T20:00:00+00:00"),
    ],
)
def test_no_hour_of_theirs_breaks_a_page_of_mine(couple, at):
    alice, bob = couple
    for beginning in (at, NOW):
        forges(bob, Step, begins(), at=beginning)
        forges(bob, Step, pressed(), at=at)
        looks_everywhere(alice)
        Entry.objects.of(present_of(alice).couple).filter(kind=Step.kind).delete()


# --- one row, changed -----------------------------------------------------------------------------


def steps_of(someone, *, by=None):
    rows = Entry.objects.of(present_of(someone).couple).filter(kind=Step.kind)
    return rows.filter(owner_id=present_of(by).id) if by else rows


def moved_to_the_other(alice, bob):
    steps_of(alice, by=alice).update(owner_id=present_of(bob).id)


def made_shared(_alice, bob):
    steps_of(bob, by=bob).update(visibility=Visibility.WHEN_BOTH)


def put_on_another_day(_alice, bob):
    steps_of(bob, by=bob).update(day="2026-11-02")


def under_a_new_id(_alice, bob):
    steps_of(bob, by=bob).update(id=uuid4())


def about_something_else(_alice, bob):
    steps_of(bob, by=bob).update(subject=uuid4())


def after_another_step(_alice, bob):
    steps_of(bob, by=bob).update(predecessor=uuid4())


def with_the_body_of_another(alice, bob):
    body = steps_of(alice, by=alice).first().body
    steps_of(bob, by=bob).update(body=body)


def called_a_line(_alice, bob):
    steps_of(bob, by=bob).update(kind=Taken.kind)


CHANGES = [
    moved_to_the_other, made_shared, put_on_another_day, under_a_new_id, about_something_else,
    after_another_step, with_the_body_of_another, called_a_line,
]  # fmt: skip


def test_a_changed_press_counts_for_nothing_and_today_says_so(couple):
    """Bob pressed alone; whatever Alice makes of the row, it is nobody's press then."""
    alice, bob = couple
    for change in CHANGES:
        where = lay_out(alice)
        press(bob, where, "ready")
        assert "changed outside Nearer" not in alice.page("/")
        change(alice, bob)
        alice.post(f"{where}act/", {"act": "ready", "seen": "1"})
        for someone in couple:
            reply = someone.get(where)
            begun = reply.status_code == 200 and shows(reply.content.decode())[0] != "open"
            assert not begun, change
        assert any("changed outside Nearer" in someone.page("/") for someone in couple), change
        Entry.objects.of(present_of(alice).couple).filter(kind__startswith="presence.").delete()


@pytest.mark.slow
def test_a_press_put_there_again_is_no_second_press(couple):
    """His pause, out of a backup, beside the one that is there and after they have gone on."""
    alice, bob = couple
    where = lay_out(alice)
    both_ready(alice, bob, where)
    before = set(steps_of(bob, by=bob).values_list("id", flat=True))
    press(bob, where, "pause")
    (pause,) = steps_of(bob, by=bob).exclude(id__in=before)
    press(alice, where, "go_on")
    state = shows(alice.page(where))
    pause.id = uuid4()
    Entry.objects.bulk_create([pause])
    assert shows(alice.page(where)) == shows(bob.page(where)) == state
    assert "changed outside Nearer" in alice.page("/")


@pytest.mark.slow
def test_that_somebody_is_ready_cannot_be_said_in_their_name(couple):
    """Alice has the database and every key of hers, and writes rows for Bob's phone to find."""
    alice, bob = couple
    where = lay_out(alice)
    said = pressed(thread=thread_of(where).hex, after=[])
    forges(alice, Step, said)
    forges(alice, Step, {**said, "number": 3})
    assert shows(bob.page(where)) == ("open", 1)
    beginning = selectors.one(present_of(alice), thread_of(where)).steps.steps[0]
    forged = steps_of(alice, by=alice).exclude(id=beginning.id)
    assert forged.update(owner_id=present_of(bob).id) == 2
    assert [shows(someone.page(where)) for someone in couple] == [("open", 1)] * 2


def test_no_step_turns_a_sitting_of_ones_own_into_one_of_two(couple):
    """Alice saw its address on his phone; her steps in it reach nothing."""
    alice, bob = couple
    where = lay_out(bob, way="one")
    before = bob.page(where)
    for did in ("laid-out", "ready", "stop"):
        said = begins() if did == "laid-out" else pressed(did)
        for at in (NOW - timedelta(hours=1), NOW):
            forges(alice, Step, {**said, "thread": thread_of(where).hex}, at=at)
    assert shows(bob.page(where)) == shows(before) == ("open", 1)
    press(bob, where, "ready")
    assert shows(bob.page(where))[0] == "coin"
    assert actions.state_of(present_of(alice), thread_of(where)) != actions.state_of(
        present_of(bob), thread_of(where)
    )


# --- lines ----------------------------------------------------------------------------------------


def lines_of(someone, *, by):
    rows = Entry.objects.of(present_of(someone).couple).filter(kind=Taken.kind)
    return rows.filter(owner_id=present_of(by).id)


@pytest.fixture
def sealed(couple):
    """A line of each about one sitting, neither handed over."""
    where = four_hours_ago(*couple)
    for someone in couple:
        someone.post(f"{where}after/seal/", {"text": f"{someone.name} took this along"})
    return where


def flipped_to_shared(_alice, bob, _where):
    lines_of(bob, by=bob).update(visibility=Visibility.SHARED)


def given_by_alice(alice, bob, _where):
    lines_of(bob, by=bob).update(given_key=lines_of(alice, by=alice).get().own_key)


def moved_to_another_sitting(alice, bob, _where):
    other = four_hours_ago(alice, bob)
    alice.post(f"{other}after/seal/", {"text": "About another one"})
    subject = lines_of(alice, by=alice).exclude(subject=lines_of(bob, by=bob).get().subject).get()
    lines_of(bob, by=bob).update(subject=subject.subject)


def said_by_alice(alice, bob, _where):
    lines_of(alice, by=alice).delete()
    lines_of(bob, by=bob).update(owner_id=present_of(alice).id)


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [flipped_to_shared, given_by_alice, moved_to_another_sitting, said_by_alice],
    ids=lambda change: change.__name__,
)
def test_a_sealed_line_of_his_stays_shut_whatever_she_does_to_the_row(couple, sealed, change):
    alice, bob = couple
    change(alice, bob, sealed)
    for _ in range(2):
        for page in (f"{sealed}after/", f"{HERE}kept/", "/journey/", "/", HERE):
            assert "Bob took this along" not in alice.page(page)
        alice.post(f"{sealed}after/open/")


@pytest.mark.slow
def test_a_line_put_back_after_it_was_opened_is_not_shown_as_what_was_said(couple):
    """The older of two lines, out of a backup, in the place of the one that was opened."""
    alice, bob = couple
    where = four_hours_ago(alice, bob)
    alice.post(f"{where}after/seal/", {"text": "Alice took this along"})
    old = lines_of(alice, by=alice).get()
    alice.post(f"{where}after/seal/", {"text": "Alice thought again"})
    bob.post(f"{where}after/seal/", {"text": "Bob took this along"})
    alice.page(f"{where}after/")
    bob.post(f"{where}after/open/")
    assert "Alice thought again" in bob.page(f"{where}after/")
    old.given_key = lines_of(alice, by=alice).get().given_key
    lines_of(alice, by=alice).delete()
    Entry.objects.bulk_create([old])
    page = bob.page(f"{where}after/")
    assert "Alice took this along" not in page
    assert "changed outside Nearer" in page


@pytest.mark.slow
def test_a_line_of_theirs_that_is_none_breaks_no_page_of_mine(couple):
    alice, bob = couple
    where = four_hours_ago(alice, bob)
    odd = [
        *({"text": said} for said in (None, 5, ["x"], "\ud800")),
        *({"sitting": said} for said in ("../x", THREAD.hex.upper(), 5, "0" * 31)),
        *({"minutes": said} for said in ("1", -1, 10**400, True)),
        *({"sort": said} for said in ("dance", None, "")),
    ]
    alice.post(f"{where}after/seal/", {"text": "Alice took this along"})
    subject = lines_of(alice, by=alice).get().subject
    for more in odd:
        said = {"text": "x", "sitting": thread_of(where).hex, "sort": "listen", "minutes": 10}
        for visibility in (Visibility.SHARED, Visibility.WHEN_BOTH):
            forges(bob, Taken, {**said, **more}, subject=subject, visibility=visibility)
            for page in (f"{where}after/", f"{HERE}kept/", "/journey/", "/"):
                assert alice.get(page).status_code == 200, (page, more)
            assert alice.post(f"{where}after/open/").status_code in {302, 409}
            lines_of(bob, by=bob).delete()


# --- somebody who is gone -------------------------------------------------------------------------


def comes_back(someone):
    if someone.get("/you/").status_code != 200:
        someone.client.cookies.clear()
        someone.post("/in/", {"name": someone.name, "words": someone.words})


def parts(alice, bob):
    bob.post("/two/leave/", {"sure": "on"})
    alice.post("/two/ended/")
    for someone in (alice, bob):
        comes_back(someone)


def test_after_parting_a_sitting_of_the_two_is_nobodys(couple, tonight):
    alice, bob = couple
    where = lay_out(alice)
    both_ready(alice, bob, where)
    own = lay_out(bob, "away", way="one")
    parts(alice, bob)
    for someone in couple:
        for path in (where, f"{where}after/"):
            assert someone.get(path).status_code == 404
        assert where not in someone.page("/") + someone.page(HERE)
        reply = someone.post(f"{where}act/", {"act": "stop", "seen": "2"})
        assert reply.status_code == 404
        assert actions.state_of(present_of(someone), thread_of(where)) is None
    assert shows(bob.page(own)) == ("open", 1)  # his own went along with him


def test_after_parting_what_was_sealed_is_gone_and_what_was_opened_is_ones_own(couple, sealed):
    alice, bob = couple
    other = four_hours_ago(alice, bob)
    alice.page(f"{sealed}after/")
    bob.post(f"{sealed}after/open/")
    for someone in couple:
        someone.post(f"{other}after/seal/", {"text": f"{someone.name} sealed this"})
    parts(alice, bob)
    for someone, them in ((alice, "Bob"), (bob, "Alice")):
        assert someone.get(f"{sealed}after/").status_code == 404
        seen = "".join(someone.page(path) for path in (f"{HERE}kept/", "/journey/", "/"))
        assert f"{someone.name} took this along" in seen
        assert f"{them} took this along" not in seen
        assert "sealed this" not in seen
        (row,) = lines_of(someone, by=someone)
        assert row.given_key is None
        assert someone.post(f"{HERE}kept/{row.id}/let-go/").status_code == 302
        assert not lines_of(someone, by=someone)


@pytest.mark.slow
def test_with_somebody_new_no_older_sitting_comes_back(couple, tonight):
    from conftest import newcomer, pair

    alice, bob = couple
    where = lay_out(alice)
    press(alice, where, "ready")
    parts(alice, bob)
    tonight.shift(timedelta(minutes=1))
    emil = newcomer("Emil")
    pair(alice, emil)
    comes_back(alice)
    for someone in (alice, emil):
        assert someone.get(where).status_code == 404
        assert where not in someone.page("/") + someone.page(HERE)
        assert actions.state_of(present_of(someone), thread_of(where)) is None
    with pytest.MonkeyPatch.context() as patch:
        told = []
        patch.setattr(rooms, "announce", lambda *said: told.append(said))
        lay_out(alice)  # what she laid out for somebody else is not put away, and nobody hears
    assert told == []
