"""What CalDAV servers answer, well-behaved or not. The real ones are in test_real_servers.py."""

import time
import tracemalloc
from datetime import UTC, datetime

import pytest

from nearer.calendars.reading import read
from nearer.fetching import caldav, multistatus, talk
from nearer.fetching.address import parse
from nearer.fetching.caldav import NOT_HANDED_OVER, Found, NotNow, calendars, events
from nearer.fetching.calendar import State
from nearer.fetching.multistatus import DEEPEST, LONGEST_TAG, MOST_INSIDE, NotXml, parts
from nearer.fetching.tests.conftest import NAME, OTHER, moved, ok, reply

HERE = f"https://{NAME}/"
PAIR = ("alice", "secret")
SPAN = {"start": datetime(2026, 10, 1, tzinfo=UTC), "end": datetime(2027, 3, 30, tzinfo=UTC)}
EVENT = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def multi(*responses: str) -> bytes:
    spaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
    body = f'<?xml version="1.0"?><d:multistatus {spaces}>{"".join(responses)}</d:multistatus>'
    return reply("207 Multi-Status", body.encode(), "Content-Type: application/xml")


def part(href: str, given: str = "", status: str = "HTTP/1.1 200 OK") -> str:
    group = f"<d:propstat><d:prop>{given}</d:prop><d:status>{status}</d:status></d:propstat>"
    return f"<d:response><d:href>{href}</d:href>{group}</d:response>"


def failed(href: str, status: str) -> str:
    return f"<d:response><d:href>{href}</d:href><d:status>HTTP/1.1 {status}</d:status></d:response>"


def collection(name: str = "", holds: str = "VEVENT", kind: str = "<c:calendar/>") -> str:
    held = "".join(f'<c:comp name="{it}"/>' for it in holds.split())
    return (
        f"<d:resourcetype><d:collection/>{kind}</d:resourcetype><d:displayname>{name}"
        "</d:displayname>"
        f"<c:supported-calendar-component-set>{held}</c:supported-calendar-component-set>"
    )


def principal(href: str) -> str:
    return f"<d:current-user-principal><d:href>{href}</d:href></d:current-user-principal>"


def home(*hrefs: str) -> str:
    inside = "".join(f"<d:href>{href}</d:href>" for href in hrefs)
    return f"<c:calendar-home-set>{inside}</c:calendar-home-set>"


def event(name: str, href: str = "") -> str:
    body = EVENT.format(name).replace("\r\n", "&#13;\n")
    return part(href or f"/cal/{name}.ics", f"<c:calendar-data>{body}</c:calendar-data>")


def state_of(ask, *args, **kwargs) -> State:
    with pytest.raises(NotNow) as said:
        ask(*args, **kwargs)
    return said.value.state


# --- Finding -----------------------------------------------------------------------------


@pytest.fixture
def server(house):
    """One as in the book: well-known, principal, home, calendars."""
    house.answers |= {
        "PROPFIND /.well-known/caldav": moved("/dav/", "301 Moved Permanently"),
        "PROPFIND /dav/": multi(part("/dav/", principal("users/alice/"))),
        "PROPFIND /dav/users/alice/": multi(part("/dav/users/alice/", home("/dav/shelves/alice"))),
        "PROPFIND /dav/shelves/alice": multi(
            part("/dav/shelves/alice/", collection("All", kind="")),
            part("/dav/shelves/alice/work/", collection("Work")),
            part("/dav/shelves/alice/all%20ours/", collection("", holds="")),
            part("/dav/shelves/alice/tasks/", collection("Tasks", holds="VTODO VJOURNAL")),
            part("/dav/shelves/alice/inbox/", collection("In", kind="<c:schedule-inbox/>")),
            part(
                "/dav/shelves/alice/both/",
                collection("&#x202e;Bo\nth&#7; ", holds="VTODO VEVENT").replace("&#7;", "&#x200b;"),
            ),
        ),
        "/": reply("404 Not Found"),
    }
    return house


NAMED = {"Work": "work", "all ours": "all%20ours", "Bo th": "both"}


@pytest.mark.parametrize("start", ["", "dav/", "dav/users/alice/", "dav/shelves/alice"])
def test_from_wherever_one_begins_all_calendars_for_events_are_found(server, start):
    found = calendars(HERE + start, PAIR)
    assert {it.name: it.url for it in found} == {
        name: f"{HERE}dav/shelves/alice/{end}/" for name, end in NAMED.items()
    }
    assert [it.name for it in found] == sorted(NAMED, key=str.casefold)
    assert all("authorization" in it.headers for it in server.seen)


def test_a_calendar_itself_is_found_as_one(house):
    house.answers["PROPFIND /cal"] = multi(part("/cal/", collection("Ours")))
    assert calendars(f"{HERE}cal", PAIR) == [Found(f"{HERE}cal/", "Ours")]
    assert house.seen[0].headers["depth"] == "0"


def test_nothing_is_asked_of_a_host_that_the_server_names(house):
    """Whoever asks it later would send the password along."""
    house.answers |= {
        "PROPFIND /dav/": multi(
            part("/dav/", home(f"https://{OTHER}/", "http://127.0.0.1/", "/house/", "file:///etc"))
        ),
        "PROPFIND /house/": multi(
            part(f"https://{OTHER}/cal/", collection("Theirs")),
            part(f"http://{NAME}/house/cal/", collection("Less safe")),
            part("/house/cal/", collection("Mine")),
        ),
    }
    assert calendars(f"{HERE}dav/", PAIR) == [Found(f"{HERE}house/cal/", "Mine")]
    assert {it.headers["host"] for it in house.seen} == {NAME}
    assert OTHER not in house.looked_up


def test_a_password_that_would_go_to_another_house_is_noticed(house, monkeypatch):
    for module in (talk, caldav):
        monkeypatch.setattr(module, "same_house", lambda _one, _other: True)
    house.answers["PROPFIND /dav/"] = multi(part("/dav/", home(f"https://{OTHER}/")))
    with pytest.raises(NotNow):
        calendars(f"{HERE}dav/", PAIR)
    assert any(it.headers["host"] == OTHER and "authorization" in it.headers for it in house.seen)


def test_where_everything_is_elsewhere_nothing_is_found_and_no_password_goes_there(house):
    house.answers |= {
        "PROPFIND /.well-known/caldav": moved(f"https://{OTHER}/dav/", "301 Moved"),
        "PROPFIND /dav/": multi(part("/dav/", home("/house/"))),
        "PROPFIND /": reply("405 No"),
    }
    assert state_of(calendars, HERE, PAIR) is State.REFUSED
    assert [it.headers["host"] for it in house.seen if "authorization" in it.headers] == [NAME] * 2


def test_apples_hosts_are_one_house_and_nothing_that_looks_like_them():
    typed = parse("https://caldav.icloud.com/")
    for url, same in (
        ("https://p34-caldav.icloud.com/1/calendars/", True),
        ("https://p34-caldav.icloud.com:443/", True),
        ("http://p34-caldav.icloud.com/", False),
        ("https://p34-caldav.icloud.com:80/", False),
        ("https://icloud.com.example.org/", False),
        ("https://evil-icloud.com/", False),
    ):
        assert talk.same_house(typed, parse(url)) is same, url
    assert not talk.same_house(parse(HERE), parse("https://p34-caldav.icloud.com/"))


@pytest.mark.parametrize(
    ("answer", "state", "asked"),
    [
        (reply("401 No", b"", "WWW-Authenticate: Basic realm=x"), State.SIGN_IN, 1),
        (reply("401 No", b"", "WWW-Authenticate: Bearer"), State.OTHER_SIGN_IN, 1),
        (reply("403 No"), State.SIGN_IN, 1),
        (reply("429 Later", b"", "Retry-After: 60"), State.LATER, 1),
        (reply("404 Not Found"), State.GONE, 2),
        (reply("405 No"), State.REFUSED, 2),
        (reply("500 Oh"), State.SERVER, 2),
        (ok(b"<html>Sign in</html>"), State.NOT_A_CALENDAR, 2),
        (reply("207 Multi-Status", b"<html>"), State.NOT_A_CALENDAR, 2),
        (multi(), State.GONE, 4),
    ],
)
def test_each_failure_has_its_state_and_a_wrong_password_is_tried_once(house, answer, state, asked):
    house.answers |= {"PROPFIND /dav/": answer, "PROPFIND /.well-known/caldav": answer}
    assert state_of(calendars, f"{HERE}dav/", PAIR) is state
    assert len(house.seen) == asked


def test_how_long_to_wait_is_handed_on(house):
    house.answers["REPORT /cal/"] = reply("429 Later", b"", "Retry-After: 60")
    with pytest.raises(NotNow) as said:
        events(f"{HERE}cal/", PAIR, **SPAN)
    assert (said.value.state, said.value.retry_after_s) == (State.LATER, 60)


def test_whatever_the_client_refuses_has_its_state(house):
    house.names["inside.example.org"] = [["10.0.0.1"]]
    for url, state in (
        ("http://127.0.0.1/", State.NOT_PUBLIC),
        ("https://inside.example.org/", State.NOT_PUBLIC),
        (f"http://{NAME}/", State.SIGN_IN_OPEN),
        (f"https://a:b@{NAME}/", State.SIGN_IN_INSIDE),
        ("nonsense", State.NOT_AN_ADDRESS),
    ):
        assert state_of(calendars, url, PAIR) is state
        assert state_of(events, url, PAIR, **SPAN) is state
    assert house.reached == []


def test_all_questions_together_have_the_time_of_one(house, monkeypatch):
    monkeypatch.setattr(talk, "SECONDS", 0.05)
    for path, where in (("/dav/", "/a/"), ("/a/", "/b/")):
        house.answers[f"PROPFIND {path}"] = _late(multi(part(path, principal(where))))
    assert state_of(calendars, f"{HERE}dav/", PAIR) is State.TOO_SLOW


def _late(answer: bytes):
    def send(opened):
        time.sleep(0.04)
        opened.sendall(answer)

    return send


# --- What stands in one --------------------------------------------------------------------


def asked(house) -> list[str]:
    return [
        next(
            it
            for it in ("free-busy-query", "allprop", "calendar-data/>")
            if it in seen.body.decode()
        )
        for seen in house.seen
    ]


def test_only_times_are_asked_for_within_the_span(house):
    house.answers["REPORT /cal/"] = multi(part("/cal/"), event("one"), event("two"))
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [
        (EVENT.format("one") + EVENT.format("two")).encode()
    ]
    sent = house.seen[0].body.decode()
    assert '<C:time-range start="20261001T000000Z" end="20270330T000000Z"/>' in sent
    assert 'name="DTSTART"' in sent
    for private in ("SUMMARY", "DESCRIPTION", "LOCATION", "ATTENDEE", "ORGANIZER", "X-ALT-DESC"):
        assert private not in sent
    assert house.seen[0].headers["depth"] == "1"


def test_guests_are_asked_for_only_by_whoever_needs_them(house):
    house.answers["REPORT /cal/"] = multi()
    assert events(f"{HERE}cal/", PAIR, guests=True, **SPAN) == []
    assert 'name="ATTENDEE"' in house.seen[0].body.decode()


@pytest.mark.parametrize("first", ["400 Bad", "403 No", "415 No", "500 Oh", "501 No"])
def test_a_server_that_cannot_leave_titles_out_is_asked_for_all(house, first):
    house.answers["REPORT /cal/"] = [reply(first), multi(event("one"))]
    assert len(events(f"{HERE}cal/", PAIR, **SPAN)) == 1
    assert asked(house) == ["allprop", "calendar-data/>"]


def test_a_server_without_queries_is_asked_when_its_owner_is_busy(house):
    body = b"BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    house.answers["REPORT /cal/"] = [reply("501 No"), reply("501 No"), ok(body)]
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [body]
    assert asked(house) == ["allprop", "calendar-data/>", "free-busy-query"]


@pytest.mark.parametrize(
    ("answers", "state", "count"),
    [
        ([reply("401 No")], State.SIGN_IN, 1),
        ([reply("404 No")], State.GONE, 1),
        ([reply("503 No")], State.LATER, 1),
        ([reply("403 No")], State.SIGN_IN, 3),
        ([reply("405 No"), reply("405 No"), ok(b"<html>")], State.REFUSED, 3),
        ([ok(b"<html>Sign in</html>")], State.NOT_A_CALENDAR, 3),
        ([reply("207 Multi-Status", b"<html><br></html>")], State.NOT_A_CALENDAR, 1),
        ([multi(event("a"))[:-300]], State.CUT_SHORT, 1),
    ],
)
def test_each_failure_to_hand_over_has_its_state(house, answers, state, count):
    house.answers["REPORT /cal/"] = answers
    assert state_of(events, f"{HERE}cal/", PAIR, **SPAN) is state
    assert len(house.seen) == count


HALF = "<c:calendar-data>BEGIN:VCALENDAR&#13;\nBEGIN:VEV</c:calendar-data>"


@pytest.mark.parametrize(
    "odd",
    [
        failed("/cal/b.ics", "403 Forbidden"),
        failed("/cal/", "507 Insufficient Storage"),
        part("/cal/b.ics", "<c:calendar-data/>", "HTTP/1.1 404 Not Found"),
        part("/cal/b.ics"),
        part("/cal/b.ics", HALF),
        part("http://[/", ""),
    ],
)
def test_an_event_that_is_not_handed_over_is_never_taken_for_free_time(house, odd):
    house.answers["REPORT /cal/"] = multi(event("one"), odd)
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [EVENT.format("one").encode() + NOT_HANDED_OVER]
    assert asked(house) == ["allprop", "calendar-data/>"]


@pytest.mark.parametrize(
    "then", [reply("500 Oh"), reply("404 Not Found"), multi(part("/cal/b.ics"))]
)
def test_what_was_handed_over_before_is_not_lost_by_asking_again(house, then):
    house.answers["REPORT /cal/"] = [multi(part("/cal/b.ics")), then]
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [NOT_HANDED_OVER]


def reports(*names: str) -> bytes:
    each = "".join(
        f"<d:supported-report><d:report><c:{it}/></d:report></d:supported-report>" for it in names
    )
    return multi(part("/cal/", f"<d:supported-report-set>{each}</d:supported-report-set>"))


@pytest.mark.parametrize(
    "known", [reports("calendar-query"), reports(), multi(), reply("405 No"), reply("207 M", b"<")]
)
def test_a_calendar_without_events_is_one(house, known):
    house.answers |= {"REPORT /cal/": multi(part("/cal/")), "PROPFIND /cal/": known}
    assert events(f"{HERE}cal/", PAIR, **SPAN) == []


def test_nothing_from_a_server_that_does_not_know_the_question_is_not_free_time(house):
    body = b"BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    house.answers |= {
        "REPORT /cal/": [multi(), ok(body), multi(), reply("501 No")],
        "PROPFIND /cal/": reports("free-busy-query"),
    }
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [body]
    assert state_of(events, f"{HERE}cal/", PAIR, **SPAN) is State.REFUSED


def test_a_server_that_names_events_and_keeps_them_is_asked_for_all(house):
    house.answers["REPORT /cal/"] = [multi(part("/cal/one.ics")), multi(event("one"))]
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [EVENT.format("one").encode()]


def test_the_stand_in_is_read_as_something_that_could_not_be_read():
    busy = read(EVENT.format("one").encode() + NOT_HANDED_OVER, zone="UTC", **SPAN)
    assert not busy.complete


def test_an_answer_that_breaks_off_in_its_xml_keeps_what_came_and_says_that_more_was_there(house):
    whole = multi(event("one"), event("two"))
    body = whole.partition(b"\r\n\r\n")[2][:-60]
    house.answers["REPORT /cal/"] = reply("207 Multi-Status", body)
    assert events(f"{HERE}cal/", PAIR, **SPAN) == [EVENT.format("one").encode() + NOT_HANDED_OVER]


# --- XML from anybody ----------------------------------------------------------------------

DTD = '<!DOCTYPE x [<!ENTITY a "{}">]>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"<html/>",
        b"<multistatus/>",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        f'{DTD.format("aaaa")}<d:multistatus xmlns:d="DAV:">&a;</d:multistatus>'.encode(),
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><d:multistatus xmlns:d="DAV:"/>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b'<d:multistatus xmlns:d="DAV:">' + b"<d:response>" * (DEEPEST + 1),
        b'<d:multistatus xmlns:d="DAV:">' + b"<a>" * 1_000_000,
        b'<d:multistatus xmlns:d="DAV:"><d:response>' + b"<a/>" * (MOST_INSIDE + 1),
    ],
)
def test_xml_that_is_a_trap_is_none(body):
    with pytest.raises(NotXml):
        list(parts(body))


@pytest.mark.parametrize("trap", [b"<!--%s-->", b"<?a %s?>", b'<a b="%s"/>', b"<%s/>"])
def test_a_tag_of_megabytes_ends_at_once_and_is_not_begun_anew_with_every_piece(trap):
    body = b'<d:multistatus xmlns:d="DAV:">' + trap % (b"x" * 8_000_000) + b"</d:multistatus>"
    begun = time.process_time()
    with pytest.raises(NotXml):
        list(parts(body))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("whole", ["%s", "<![CDATA[%s]]>"])
@pytest.mark.parametrize("text", ["x", "a line\r\n", "ü"])
def test_a_text_may_be_long(whole, text):
    long = whole % (text * (3 * LONGEST_TAG))
    body = f'<d:multistatus xmlns:d="DAV:"><d:response><d:href>{long}</d:href></d:response>'
    (part,) = parts(f"{body}</d:multistatus>".encode())
    assert len(part.href) >= 3 * LONGEST_TAG


def test_too_many_parts_are_a_trap_and_few_of_them_lie_in_memory(monkeypatch):
    monkeypatch.setattr(multistatus, "MOST_PARTS", 4_000)
    body = b'<d:multistatus xmlns:d="DAV:">' + b"<d:response/>" * 4_001
    tracemalloc.start()
    try:
        with pytest.raises(NotXml):
            for _ in parts(body):
                pass
        assert tracemalloc.get_traced_memory()[1] < 300_000 + len(body)
    finally:
        tracemalloc.stop()
