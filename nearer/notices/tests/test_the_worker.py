"""What the worker hands to a mail server, when, and what becomes of it; on a real socket."""

import logging
import socket
import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from conftest import newcomer, pair
from nearer.notices import actions, mails, smtp, worker
from nearer.notices.models import Letter
from nearer.notices.tests.conftest import (
    NOON,
    PAGE,
    WANTED,
    asked_by,
    asks,
    code_in,
    comes_by,
    confirms,
    dues,
)
from tests.post_office import CUT, PostOffice
from tests.presence import present_of

SUNDAY = datetime(2027, 3, 7, 18, tzinfo=UTC)


def states() -> list[str]:
    return sorted(Letter.objects.values_list("state", flat=True))


def the_note() -> Letter:
    return Letter.objects.order_by("due_at").first()


# --- what goes out -------------------------------------------------------------------------


def test_a_note_goes_out_when_it_is_due_and_not_before(reader, office, at_noon):
    at_noon.move_to(SUNDAY - timedelta(seconds=1))
    assert worker.work_once() == 0
    at_noon.move_to(SUNDAY)
    assert worker.work_once() == 1
    assert worker.work_once() == 0
    assert len(office.taken) == 1


def test_the_mail_is_plain_short_and_the_same_for_everybody(reader, office, at_noon):
    at_noon.move_to(SUNDAY)
    worker.work_once()
    (mail,) = office.taken
    off = f"http://localhost/notices/off/{asked_by(reader).off.hex()}/"
    assert mail["From"] == "Nearer <nearer@example.org>"
    assert mail["To"] == "alice@example.org"
    assert mail["Subject"] == "A note from Nearer."
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == f"<{off}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Date"] == "Sun, 07 Mar 2027 18:00:00 +0000"
    assert mail.get_content_type() == "text/plain"
    assert not mail.is_multipart()
    assert mail.get_content().splitlines() == [
        "A note from Nearer.",
        "",
        "http://localhost/",
        "",
        "You asked for such a note. To have no more of them:",
        off,
    ]


def test_a_neutral_mail_leaves_the_name_out(reader, office, at_noon):
    asks(reader, name="plain")
    at_noon.move_to(SUNDAY)
    worker.work_once()
    (mail,) = office.taken
    assert mail["Subject"] == "A note."
    assert mail["From"] == "Notes <nearer@example.org>"
    assert "Nearer" not in mail.get_content()


def test_a_mail_from_a_long_address_can_still_be_pressed(reader, office, at_noon, settings):
    settings.ADDRESS = "https://a-very-long-name-of-a-machine.and-of-its-network.example.org"
    asks(reader)
    at_noon.move_to(SUNDAY)
    worker.work_once()
    (raw,) = office.raw
    link = f"{settings.ADDRESS}/notices/off/{asked_by(reader).off.hex()}/".encode()
    assert b"List-Unsubscribe: <" + link + b">\r\n" in raw
    assert link in raw.partition(b"\r\n\r\n")[2]


CANARIES = (
    *("Alicequartz", "Bobzephyr", "bob@example.org", "what-I-fear-zephyr", "evenings"),
    *("conversation", "question", "answer", "weekly", "evening", "partner"),
)


def test_no_word_of_content_is_in_any_mail(at_noon, office, evenings, caplog):
    from conftest import takes_words

    caplog.set_level(logging.DEBUG)
    alice, bob = takes_words(newcomer("Alicequartz")), newcomer("Bobzephyr")
    pair(alice, bob)
    alice.post("/conversation/journal/", {"q": "what-I-fear-zephyr"})
    alice.post("/conversation/question/plant-it/", {"text": "what-I-fear-zephyr"})
    evenings += [NOON + timedelta(days=n, hours=3) for n in range(1, 9)]
    asks(alice, kinds=["weekly", "evenings"])
    worker.work_once()
    alice.post(f"{PAGE}code/", {"code": code_in(office.taken[0])})
    for day in range(10):
        at_noon.move_to(NOON + timedelta(days=day, hours=7))
        worker.work_once()
    assert len(office.raw) > 8
    everything = b"".join(office.raw).lower()
    for word in CANARIES:
        assert word.lower().encode() not in everything, word
        assert word.lower() not in caplog.text.lower(), word
    assert "alice@example.org" not in caplog.text
    bodies = {mail.get_content() for mail in office.taken[1:]}
    assert len(bodies) == 1  # whatever it was sent for
    assert len(set(office.ids)) == len(office.ids)


def test_quiet_hours_hold_where_somebody_lives(alice, office, evenings, at_noon):
    alice.post("/you/zone/", {"zone": "Asia/Tokyo"})
    evenings.append(NOON + timedelta(hours=2))  # eleven in the evening there
    asks(alice, kinds=["evenings"])
    confirms(alice, office)
    for hours in range(2, 10):
        at_noon.move_to(NOON + timedelta(hours=hours))
        worker.work_once()
    assert office.taken == []
    at_noon.move_to(NOON + timedelta(hours=11))  # eight in the morning there
    worker.work_once()
    assert len(office.taken) == 1


def test_a_worker_that_was_away_does_not_wake_anybody(reader, office, at_noon):
    at_noon.move_to(SUNDAY + timedelta(hours=6))
    assert worker.work_once() == 0
    at_noon.move_to(SUNDAY + timedelta(hours=14))
    assert worker.work_once() == 1


def test_several_reasons_within_the_hour_make_one_mail(alice, office, evenings, at_noon):
    evenings += [SUNDAY, SUNDAY + timedelta(minutes=40)]
    asks(alice, kinds=["weekly", "evenings"])
    confirms(alice, office)
    for minutes in (0, 30, 59):
        at_noon.move_to(SUNDAY + timedelta(minutes=minutes))
        worker.work_once()
    assert len(office.taken) == 1


def test_after_a_long_pause_what_piled_up_is_one_mail(alice, office, evenings, at_noon):
    evenings += [NOON + timedelta(hours=n) for n in range(2, 8)]
    asks(alice, kinds=["evenings"])
    confirms(alice, office)
    at_noon.move_to(NOON + timedelta(hours=8))
    worker.work_once()
    assert len(office.taken) == 1
    assert states() == ["sent"]


# --- plans ---------------------------------------------------------------------------------


def test_a_visit_plans_four_weeks_ahead_and_without_visits_it_ends(reader, office, at_noon):
    at_noon.move_to(NOON + timedelta(days=10))
    comes_by(reader)
    assert len(dues(reader)) == 4
    for day in range(10, 80):
        at_noon.move_to(NOON + timedelta(days=day, hours=8))
        worker.work_once()
    assert len(office.taken) == 4
    assert not Letter.objects.exists()


def test_a_visit_that_changes_nothing_writes_nothing_anew(reader, at_noon):
    before = set(Letter.objects.values_list("id", flat=True))
    comes_by(reader)
    assert set(Letter.objects.values_list("id", flat=True)) == before


def test_somebody_who_moved_gets_their_notes_by_the_new_clock(reader, at_noon):
    reader.post("/you/zone/", {"zone": "Asia/Tokyo"})
    comes_by(reader)
    assert [due.hour for due in dues(reader)] == [9] * 4


def test_a_practice_replaces_its_own_plan_and_no_other(alice, office, monkeypatch):
    from nearer.notices import kinds
    from nearer.notices.kinds import Kind

    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds, "talk": Kind("talk", "A talk")})
    asks(alice, kinds=["weekly", "talk"])
    confirms(alice, office)
    pen = present_of(alice).pen
    tomorrow = NOON + timedelta(days=1)
    assert actions.plan(pen, name="talk", times=[tomorrow, tomorrow + timedelta(hours=2)]) == 6
    assert actions.plan(pen, name="talk", times=[tomorrow + timedelta(hours=3)]) == 5
    comes_by(alice)
    assert len(dues(alice)) == 5
    assert actions.plan(pen, name="talk", times=[]) == 4
    assert actions.plan(pen, name="nobody asked for this", times=[tomorrow]) == 4
    asks(alice, kinds=["talk"])
    assert dues(alice) == []


def test_nothing_is_planned_for_somebody_who_did_not_ask(alice, charlie):
    for someone in (alice, charlie):
        pen = present_of(someone).pen
        assert actions.plan(pen, name="weekly", times=[NOON + timedelta(days=1)]) == 0
    assert not Letter.objects.exists()


def test_a_planner_that_breaks_keeps_nobody_out(reader, monkeypatch, caplog):
    from nearer.notices import kinds
    from nearer.notices.kinds import Kind

    def breaks(*_):
        raise ZeroDivisionError("what I fear")

    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds, "weekly": Kind("weekly", "-", breaks)})
    before = dues(reader)
    comes_by(reader)
    assert reader.get("/you/").status_code == 200
    assert dues(reader) == before
    assert "what I fear" not in caplog.text


# --- what goes wrong -------------------------------------------------------------------------


def test_when_the_server_is_down_it_is_tried_again_ever_later_and_then_comes_once(
    reader, settings, at_noon
):
    at_noon.move_to(SUNDAY)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings.SMTP_URL = f"smtp://127.0.0.1:{port}"
    waits = []
    for _ in range(4):
        worker.work_once()
        row = the_note()
        assert row.state == "due"
        waits.append((row.next_at - datetime.now(UTC)).total_seconds())
        at_noon.move_to(row.next_at)
    assert waits == [60, 120, 240, 480]
    with PostOffice(port=port) as office:
        worker.work_once()
        at_noon.move_to(SUNDAY + timedelta(hours=3))
        worker.work_once()
        assert len(office.taken) == 1


@pytest.mark.parametrize(
    ("point", "answer"),
    [
        ("connect", "421 later"),
        ("connect", CUT),
        ("EHLO", CUT),
        ("MAIL", "451 later"),
        ("MAIL", "550 not from you"),  # about the host's settings, and no fault of the address
        ("MAIL", CUT),
        ("RCPT", "450 full"),
        ("RCPT", CUT),
        ("DATA", "452 no room"),
        ("DATA", CUT),
        ("end", "451 busy"),
    ],
)
def test_what_was_not_taken_comes_later_and_once(reader, office, at_noon, point, answer):
    at_noon.move_to(SUNDAY)
    office.at(point, answer)
    assert worker.work_once() == 0
    assert the_note().state == "due"
    assert the_note().attempts == 1
    first = the_note().id
    office.at(point, None)
    at_noon.move_to(SUNDAY + timedelta(minutes=2))
    assert worker.work_once() == 1
    assert office.ids == [f"<{first.hex}@example.org>"]


def test_wrong_credentials_are_for_the_host_to_mend(reader, office, at_noon, settings):
    settings.SMTP_URL = f"smtp://me:secret@127.0.0.1:{office.port}"
    office.at("AUTH", "535 no")
    at_noon.move_to(SUNDAY)
    worker.work_once()
    assert the_note().attempts == 1
    assert "does not work" not in reader.page(PAGE)
    office.at("AUTH", None)
    at_noon.move_to(SUNDAY + timedelta(minutes=2))
    assert worker.work_once() == 1


@pytest.mark.parametrize("point", ["RCPT", "DATA", "end"])
def test_an_address_that_is_refused_for_good_is_told_and_not_written_to_again(
    reader, office, at_noon, point
):
    at_noon.move_to(SUNDAY)
    office.at(point, "550 nobody here")
    worker.work_once()
    assert states() == ["refused"]
    office.at(point, None)
    at_noon.move_to(SUNDAY + timedelta(days=7))
    worker.work_once()
    comes_by(reader)
    worker.work_once()
    assert office.taken == []
    page = reader.page(PAGE)
    assert "Your address does not work." in page
    assert "nothing more goes to alice@example.org" in page
    asks(reader)
    confirms(reader, office)
    assert "does not work" not in reader.page(PAGE)
    assert len(dues(reader)) == 4


def test_a_code_that_is_refused_says_that_the_address_does_not_work(alice, office):
    asks(alice)
    office.at("RCPT", "550 nobody here")
    worker.work_once()
    assert "Your address does not work." in alice.page(PAGE)


def test_no_answer_after_all_of_it_means_never_again(reader, office, at_noon, monkeypatch):
    monkeypatch.setattr(smtp, "LONG_PATIENCE", 0.2)
    at_noon.move_to(SUNDAY)
    office.at("end", CUT)
    worker.work_once()
    office.at("end", None)
    for minutes in (1, 10, 70):
        at_noon.move_to(SUNDAY + timedelta(minutes=minutes))
        worker.work_once()
    assert len(office.taken) == 1


def test_one_bad_address_holds_up_nobody_else(two_readers, office, at_noon):
    at_noon.move_to(SUNDAY)
    answers = iter(["550 nobody here"])
    office.at("RCPT", lambda: None)
    usual = office.does
    office.does = lambda point, said: next(answers, said) if point == "RCPT" else usual(point, said)
    assert worker.work_once() == 1
    assert len(office.taken) == 1


@pytest.fixture
def two_readers(reader, charlie, office):
    asks(charlie, address="charlie@example.org")
    confirms(charlie, office)
    return reader, charlie


def test_two_mails_use_one_connection(two_readers, office, at_noon):
    office.heard.clear()
    at_noon.move_to(SUNDAY)
    assert worker.work_once() == 2
    assert office.heard.count("connect") == 1


def test_after_three_days_it_is_given_up(reader, office, at_noon):
    office.at("connect", "421 later")
    for hours in range(0, 24 * 4, 2):
        at_noon.move_to(SUNDAY + timedelta(hours=hours))
        worker.work_once()
    office.at("connect", None)
    at_noon.move_to(SUNDAY + timedelta(days=4))
    worker.work_once()
    assert office.taken == []
    assert all(row.due_at > SUNDAY for row in Letter.objects.all())


def test_a_row_that_somebody_changed_is_dropped_and_stops_no_other(two_readers, office, at_noon):
    row = the_note()
    Letter.objects.filter(id=row.id).update(box=bytes(row.box)[:-1] + b"\0")
    at_noon.move_to(SUNDAY)
    assert worker.work_once() == 1
    assert not Letter.objects.filter(id=row.id).exists()


def test_a_leased_row_is_left_alone_until_the_lease_is_over(reader, office, at_noon):
    at_noon.move_to(SUNDAY)
    assert len(worker.take(SUNDAY)) == 1  # and then this worker is gone
    assert worker.work_once() == 0
    at_noon.move_to(SUNDAY + worker.LEASE + timedelta(seconds=1))
    assert worker.work_once() == 1


def test_what_may_have_been_sent_is_dropped_after_the_lease(reader, office, at_noon):
    Letter.objects.filter(id=the_note().id).update(
        state="sending", lease_until=SUNDAY + worker.LEASE
    )
    at_noon.move_to(SUNDAY + worker.LEASE + timedelta(seconds=1))
    worker.work_once()
    assert office.taken == []
    assert Letter.objects.count() == 3


def test_a_row_taken_away_while_it_waits_is_not_sent(reader, office, at_noon):
    at_noon.move_to(SUNDAY)
    office.at("connect", lambda: Letter.objects.all().delete())
    rows = worker.take(SUNDAY)
    Letter.objects.all().delete()  # somebody pressed stop meanwhile
    office.at("connect", None)
    from nearer.notices import selectors

    assert worker._deliver(rows, selectors.server(), lambda: False) == 0
    assert office.taken == []


def test_when_asked_to_stop_it_gives_back_what_it_has_not_begun(two_readers, office, at_noon):
    at_noon.move_to(SUNDAY)
    worker.work_once(lambda: bool(office.taken))
    assert len(office.taken) == 1
    left = Letter.objects.filter(state="due", due_at=SUNDAY)
    assert [row.lease_until for row in left] == [None]


# --- the server's address ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "starttls"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, False, True),
        ("smtp://mail.example.org:25?starttls=no", "mail.example.org", 25, False, False),
        ("smtps://mail.example.org", "mail.example.org", 465, True, False),
        ("smtp://localhost:25", "localhost", 25, False, False),
    ],
)
def test_a_server_is_read_from_its_address(url, host, port, tls, starttls):
    found = smtp.read(url, "nearer@example.org")
    assert (found.host, found.port) == (host, port)
    assert (found.tls_from_the_start, found.starttls) == (tls, starttls)


def test_a_password_may_hold_anything_and_is_shown_to_nobody():
    found = smtp.read("smtp://me%40home:p%40ss%2Fword@mail.example.org", "nearer@example.org")
    assert (found.user, found.password) == ("me@home", "p@ss/word")
    assert "p@ss" not in repr(found)


@pytest.mark.parametrize(
    ("url", "sender", "says"),
    [
        ("mail.example.org", "a@b.example", "has to look like"),
        ("http://mail.example.org", "a@b.example", "has to look like"),
        ("smtp://", "a@b.example", "has to look like"),
        ("smtp://mail.example.org:many", "a@b.example", "a port that is no number"),
        ("smtp://mail.example.org?starttls=maybe", "a@b.example", "can end with"),
        ("smtp://mail.example.org", "", "NEARER_SMTP_FROM"),
        ("smtp://mail.example.org", "nobody", "NEARER_SMTP_FROM"),
    ],
)
def test_what_names_no_server_is_told_in_a_sentence(url, sender, says):
    with pytest.raises(smtp.NotAServer, match=says):
        smtp.read(url, sender)


def test_nothing_is_said_to_a_server_that_cannot_encrypt(reader, office, at_noon, settings):
    # The name is not this machine's, so the connection has to be encrypted first.
    settings.SMTP_URL = f"smtp://me:secret@127.0.0.2:{office.port}"
    server = smtp.read(settings.SMTP_URL, settings.SMTP_FROM)
    assert server.starttls
    office.heard.clear()
    at_noon.move_to(SUNDAY)
    here = replace(server, host="127.0.0.1")
    rows = worker.take(SUNDAY)
    assert worker._deliver(rows, here, lambda: False) == 0
    assert office.heard == ["connect", "EHLO"]
    assert the_note().state == "due"


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """A certificate that only who is told of it trusts, and the server's context with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("papers") / "both.pem"
    pem = serialization.Encoding.PEM
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, *private))
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(file)
    return file, secure


@pytest.mark.parametrize("trusted", [True, False])
def test_the_line_is_encrypted_and_the_server_is_who_it_says(
    reader, at_noon, papers, trusted, monkeypatch
):
    file, secure = papers
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with PostOffice(secure=secure) as office:
        url = f"smtp://me:secret@localhost:{office.port}"
        server = replace(smtp.read(url, "nearer@example.org"), starttls=True)
        at_noon.move_to(SUNDAY)
        sent = worker._deliver(worker.take(SUNDAY), server, lambda: False)
        assert sent == len(office.taken) == int(trusted)
        assert office.heard[:3] == ["connect", "EHLO", "STARTTLS"]
        assert ("AUTH" in office.heard) == trusted


def test_the_words_of_a_note_do_not_depend_on_what_it_is_for():
    assert "{" not in mails.NOTE.format(title="-", base="-", off="-")
    assert WANTED["name"] == "named"


def test_a_note_that_has_just_gone_out_keeps_the_next_one_an_hour_away(
    reader, office, evenings, at_noon
):
    evenings.append(NOON + timedelta(days=1))
    asks(reader, kinds=["evenings"])
    at_noon.move_to(NOON + timedelta(days=1, minutes=1))
    worker.work_once()
    assert len(office.taken) == 1
    evenings[:] = [NOON + timedelta(days=1, minutes=20), NOON + timedelta(days=2)]
    comes_by(reader)
    sent = NOON + timedelta(days=1, minutes=1)
    assert min(dues(reader)) >= sent + timedelta(hours=1)


def test_what_no_worker_ever_took_goes_with_the_next_plan(reader, evenings, at_noon):
    evenings.append(NOON + timedelta(days=1))
    asks(reader, kinds=["evenings"])
    at_noon.move_to(NOON + timedelta(days=3, hours=23))
    evenings[:] = [NOON + timedelta(days=6)]
    comes_by(reader)
    assert len(dues(reader)) == 2  # within three days a worker may still come by
    at_noon.move_to(NOON + timedelta(days=4, hours=1))
    comes_by(reader)
    assert dues(reader) == [NOON + timedelta(days=6)]
