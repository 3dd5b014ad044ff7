"""A real evening of two people, on a real file; then everything a thief could carry away.

`python -m tests.disk_story FOLDER [PLANT]`, in a process of its own, because what lies in the
write-ahead log is only there while somebody has the database open. Leaves in FOLDER what was
seized, and `known.json` with every text that was typed and the guest's words.
"""

import contextlib
import importlib
import json
import logging
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from unittest import mock

TEXTS = (
    "begin", "alone", "draft", "draft of the guest", "invited", "guest", "reply", "guest reply",
    "drawn", "guest drawn", "version", "guest version", "drawn alone", "words", "talk",
    "letter", "letter version", "kept letter", "about a letter", "letter reply", "letter draft",
    "finished", "finished draft", "observed", "observed third", "observed draft",
    "heavy", "hope of the guest", "for me", "parked", "kept of a talk", "kind line", "kind for me",
    "put away", "liked", "liked alone", "liked draft", "picked", "a plan",
    "taken along", "taken along by the guest", "taken alone", "line half typed",
    "a plan that was called off",
    "calendar", "event", "event place", "event guest", "calendar password", "event in a file",
    "sealed", "guest sealed", "shared", "late", "late of the guest", "passed first",
    "passed second", "search", "wrong words", "refused", "failed", "too long", "unconfirmed",
)  # fmt: skip
PINS = {"pin of the host": "480193", "pin of the guest": "725316"}
NAMES = {"name": "Ysoldequint", "name of the guest": "Barnabyxwell"}


def main(folder: Path, plant: str) -> None:
    opened = _note_writes()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    log = _everything_logged(folder / "log")
    with _planted(plant):
        known = _evening()
        _seize(folder)
        log.close()
        known["written"] = sorted(opened)
        (folder / "known.json").write_text(json.dumps(known))
        _delete_everybody(folder)


def _note_writes() -> set[str]:
    """Every file that Python opens to write in, from now on."""
    found: set[str] = set()

    def hook(event: str, arguments: tuple) -> None:
        if event == "open":
            name, mode, flags = arguments
            written = mode and set(mode) & set("wax+")
            by_flags = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            if isinstance(name, (str, bytes, os.PathLike)) and (written or by_flags):
                found.add(os.fsdecode(name))

    sys.addaudithook(hook)
    return found


def _everything_logged(file: Path) -> logging.Handler:
    """Down to DEBUG, as if somebody looked for a fault; what the settings shut off stays off."""
    handler = logging.FileHandler(file)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    logging.getLogger("nearer").setLevel(logging.DEBUG)
    return handler


def _planted(plant: str):
    if not plant:
        return contextlib.nullcontext()
    return importlib.import_module("tests.planted_breaks.plants").PLANTS[plant]()


def _evening() -> dict:
    from conftest import hidden, newcomer, round_of, says_who_hosts, takes_words
    from nearer.practices.conversation import content

    typed = {name: f"{name} zephyr quartz {os.urandom(6).hex()}" for name in TEXTS}
    typed["address"] = f"zephyr-quartz-{os.urandom(6).hex()}"
    alone = [question for question in content.bank() if question.alone]
    here = f"/conversation/question/{alone[0].id}/"
    there = f"/conversation/question/{alone[1].id}/"

    alice, bob = newcomer(NAMES["name"]), newcomer(NAMES["name of the guest"])
    alice.post("/conversation/begin/", {"text": typed["begin"]})
    takes_words(alice)
    alice.post(here, {"text": typed["alone"]})
    alice.post("/drafts/", {"path": there, "tab": "a", "text": typed["draft"]})

    from conftest import confirms, invites

    question = alone[2].id
    link = invites(alice, question=question, text=typed["invited"])
    bob.post(link, {"text": typed["guest"], "name": bob.name})
    made = hidden(bob.page("/words/"), "made")
    bob.words = made.rsplit(":", 1)[0]
    form = {"name": bob.name, "made": made, "own": "", "kept": "on"}
    code = _code(bob.post("/words/", form).content.decode())
    says_who_hosts(bob, "partner")
    confirms(alice, "me")
    bob.page("/")
    where = round_of(alice, question)
    bob.post(f"{where}open/")
    alice.post(f"{where}reply/", {"text": typed["reply"]})
    bob.post(f"{where}reply/", {"text": typed["guest reply"]})
    one = alice.post(f"{there}put/")["Location"]
    bob.post(f"{one}answer/", {"text": typed["guest sealed"]})
    alice.post(f"{one}answer/", {"text": typed["sealed"]})
    _distance(alice, bob, typed)
    _week(alice, bob, typed)
    _letters(alice, bob, typed)
    _own_words(alice, bob, typed)
    _calendars(alice, bob, typed)
    _a_meeting(alice, bob, typed)
    _feeds(alice, bob, typed)
    bob.post(here, {"text": typed["shared"]})
    entry = re.search(r"/conversation/journal/[0-9a-f-]+/share/", bob.page(here))
    if entry:
        bob.post(entry[0])
    bob.post("/drafts/", {"path": there, "tab": "b", "text": typed["draft of the guest"]})
    for someone in (alice, bob):
        someone.post("/conversation/journal/", {"q": typed["search"]})

    typed["mail"] = f"zephyr-quartz-{os.urandom(6).hex()}@example.org"
    _asks_for_notices(bob, typed["mail"])
    for someone in (alice, bob):
        someone.post("/today/", {"energy": "1"})
        someone.post("/today/", {"not_now": "conversation.alone"})
        assert someone.post("/journey/path/", {"more": "yes"}).status_code == 302
    _slips(alice, bob, typed, here)
    _phones(alice, bob, typed, here, alone[3].id)
    return {
        "typed": typed | NAMES | {"words": alice.words, "words of the guest": bob.words}
        | {"code of the guest": code},
        "pins": PINS,
        "guest": {"name": bob.name, "words": bob.words, "code": code},
        "cookies": [_secret(phone, "nearer") for phone in (alice, bob)]
        + [_secret(phone, "device") for phone in (alice, bob)],
        "host": {"name": alice.name, "words": alice.words},
    }  # fmt: skip


def _distance(alice, bob, typed) -> None:
    """Two pictures that were opened, a text in turns, and what each did for themselves."""
    typed["cause"] = "not-introduced-yet"
    drawn = {"overlap": "4", "causes": ["phones", typed["cause"]]}
    for someone, line in ((alice, "drawn"), (bob, "guest drawn")):
        someone.post("/acknowledge/distance/1/answer/", {**drawn, "line": typed[line]})
    alice.page("/acknowledge/distance/")
    bob.post("/acknowledge/distance/1/open/")
    text = "/acknowledge/together/1/"
    for someone, version in ((alice, "version"), (bob, "guest version")):
        seen = re.findall(r'name="seen" value="(\w+)"', someone.page(f"{text}?edit"))
        assert someone.post(text, {"text": typed[version], "seen": seen}).status_code == 302
    mark = re.search(r'name="mark" value="(\w+)"', alice.page(text))[1]
    for someone in (alice, bob, alice, bob):
        someone.page(text)
        someone.post(f"{text}keep/", {"mark": mark})
    alice.page(text)
    alice.post("/acknowledge/pictures/", {**drawn, "line": typed["drawn alone"]})
    alice.post("/acknowledge/words/", {"text": typed["words"]})
    bob.post("/acknowledge/talk/tired-plain-short/", {"text": typed["talk"]})


def _code(sheet: str) -> str:
    return re.search(r"\b(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}\b", sheet)[0]


def _secret(phone, name: str) -> str:
    from nearer.accounts.sessions import read_ticket

    return read_ticket(phone.client.cookies[name].value).secret.hex()


def _asks_for_notices(someone, address: str) -> None:
    """Confirmed, so that a month of notes is planned; the mail server need not be there."""
    from nearer.notices import selectors
    from tests.outside import person_of, ticket

    wanted = {"kinds": ["weekly"], "day": "6", "at": "18:00", "begins": "22:00", "ends": "08:00"}
    someone.post("/you/notices/", {**wanted, "address": address, "name": "named"})
    asked = selectors.asked(ticket(someone).couple, person_of(someone))
    someone.post("/you/notices/code/", {"code": asked.code})
    assert selectors.asked(ticket(someone).couple, person_of(someone)).confirmed


def _week(alice, bob, typed) -> None:
    """The week's check-in, sealed; the last one kept for oneself; what is around it; kind lines."""
    from nearer.lib import clock
    from nearer.practices.conversation.rules.checkin import open_weeks, week_name

    this, last = (
        f"/conversation/checkin/{week_name(monday)}/" for monday in open_weeks(clock.now().date())
    )
    bob.post(f"{this}seal/", {"text_hope": typed["hope of the guest"]})
    alice.post(f"{this}seal/", {"text_heavy": typed["heavy"]})
    bob.post(f"{last}seal/", {"text_small": typed["for me"], "for_me": "1"})
    bob.post(f"{this}together/", {"part": "small", "text": typed["kept of a talk"]})
    bob.post("/conversation/parked/", {"text": typed["parked"]})
    bob.post("/conversation/rhythm/", {"days": ["6"], "time": "20:30"})
    bob.post("/conversation/checkin/small/", {"week": week_name(clock.now().date()), "how": "bit"})
    alice.post("/conversation/appreciations/", {"text": typed["kind line"]})
    bob.post("/conversation/appreciations/", {"text": typed["kind for me"], "for_me": "1"})


def _letters(alice, bob, typed) -> None:
    """One kept, one shared and changed, received, answered, and one more answer half typed."""
    new = "/honesty/letters/new/"
    alice.post(new, {"text": typed["kept letter"]})
    where = alice.post(new, {"text": typed["letter"], "do": "share"})["Location"]
    where = where.removesuffix("share/")
    alice.post(f"{where}share/", {"wish": "hug-first"})
    alice.post(f"{where}edit/", {"text": typed["letter version"], "shown": "shared"})
    bob.post(f"{where}receive/", {"when": "now"})
    said = {"sentence": "tell-me-more", "text_about": typed["about a letter"]}
    assert bob.post(f"{where}answer/", said).status_code == 302
    assert bob.post(f"{where}reply/", {"text": typed["letter reply"]}).status_code == 302
    assert typed["letter reply"] in alice.page(where)
    alice.post("/drafts/", {"path": f"{where}reply/", "tab": "a", "text": typed["letter draft"]})


def _own_words(alice, bob, typed) -> None:
    """A sentence that was finished, a writing as an observer, and of both one half typed."""
    from tests.own_words import FINISH, OBSERVE

    kept = alice.post(FINISH, {"text": typed["finished"]})["Location"]
    assert typed["finished"] in alice.page(kept)
    said = {"text_first": typed["observed"], "text_third": typed["observed third"]}
    kept = bob.post(OBSERVE, said)["Location"]
    assert typed["observed third"] in bob.page(kept)
    bob.post("/drafts/", {"path": FINISH, "tab": "a", "text": typed["finished draft"]})
    draft = {"path": OBSERVE, "tab": "a", "text_first": typed["observed draft"]}
    alice.post("/drafts/", draft)
    _lessons(alice, bob, typed)


def _lessons(alice, bob, typed) -> None:
    """Lessons are no secret, and which of them somebody did is one."""
    typed["lesson"] = "about-me"
    for someone, how in ((alice, "alone"), (bob, "together")):
        where = f"/presence/lessons/{typed['lesson']}/"
        assert someone.post(f"{where}1/", {"choice": "0"}).status_code == 200
        assert someone.post(f"{where}1/", {"choice": typed["lesson"]}).status_code == 422
        assert someone.post(f"{where}done/", {"how": how}).status_code == 302


def _calendars(alice, bob, typed) -> None:
    """One by its secret address, one as a file, both read by the reader that people run; hours,
    and free times that are shared.
    """
    from io import BytesIO

    from nearer.fetching import calendar
    from nearer.fetching.calendar import Fetched, State

    address = f"https://calendar.example.org/private-zephyr-quartz-{os.urandom(6).hex()}/basic.ics"
    typed["calendar address"] = address
    typed["event name"] = f"zephyr-quartz-{os.urandom(6).hex()}@example.org"
    lines = (
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN", "BEGIN:VEVENT"),
        *(f"UID:{typed['event name']}", "DTSTAMP:20260101T000000Z", "DURATION:PT1H"),
        *("DTSTART:20260101T190000Z", "RRULE:FREQ=WEEKLY", f"SUMMARY:{typed['event']}"),
        *(f"LOCATION:{typed['event place']}", f"ATTENDEE;CN={typed['event guest']}:mailto:a@b.c"),
        *("END:VEVENT", "END:VCALENDAR", ""),
    )
    body = "\r\n".join(lines).encode()
    with mock.patch.object(calendar, "fetch", return_value=Fetched(State.OK, body, etag='"1"')):
        way_in = {"url": address, "user": "me", "password": typed["calendar password"]}
        kept = alice.post("/quality-time/calendars/add/google/", way_in)
    assert kept.status_code == 302
    alice.post(kept["Location"].partition("?")[0], {"name": typed["calendar"]})
    file = BytesIO(body.replace(typed["event"].encode(), typed["event in a file"].encode()))
    file.name = f"{typed['calendar']}.ics"
    assert bob.post("/quality-time/calendars/add/file/", {"file": file}).status_code == 302
    with mock.patch.object(calendar, "fetch", side_effect=ValueError(address)):
        alice.client.raise_request_exception = False
        alice.post(f"{kept['Location'].partition('?')[0]}again/")
        alice.client.raise_request_exception = True
    from tests.calendars import HOURS

    for someone in (alice, bob):
        someone.post("/quality-time/hours/", HOURS)
        someone.post("/quality-time/free/share/")


def _a_meeting(alice, bob, typed) -> None:
    """Yesterday's: what was put away, what each liked, and what one keeps for oneself."""
    from tests import meetings

    met = meetings.a_day_ago(alice, bob)
    alice.post(f"{met}away/", {"things": ["phone"], "line": typed["put away"]})
    alice.post("/drafts/", {"path": met, "tab": "1", "text": typed["liked draft"]})
    alice.post(f"{met}seal/", {"text": typed["liked"]})
    bob.post(f"{met}seal/", {"text": f"{typed['liked']} too"})
    alice.page(met)
    bob.post(f"{met}open/")
    bob.post(meetings.OWN, {"text": typed["liked alone"]})
    _picks(alice, bob, typed)


def _feeds(alice, bob, typed) -> None:
    """Each has an address that a program asks, one had another before; and a word for the dates."""
    from django.test import Client

    feed, program = "/quality-time/feed/", Client(HTTP_HOST="localhost")
    begun = (("token of before", alice), ("token", alice), ("token of the guest", bob))
    for name, someone in begun:
        someone.post(f"{feed}begin/")
        typed[name] = re.search(r"/calendar/([\w-]{43})\.ics", someone.page(feed))[1]
    typed["title of dates"] = f"zephyr quartz {os.urandom(6).hex()}"
    assert bob.post(f"{feed}title/", {"text": typed["title of dates"]}).status_code == 302
    found = [program.get(f"/calendar/{typed[name]}.ics") for name, _ in begun]
    assert [reply.status_code for reply in found] == [404, 200, 200]
    assert typed["title of dates"].encode() in found[1].content == found[2].content
    program.post(f"/calendar/{typed['token']}.ics", {"x": typed["refused"]})
    program.raise_request_exception = False
    with mock.patch("nearer.feeds.views.calendar_of", side_effect=ValueError(typed["token"])):
        assert program.get(f"/calendar/{typed['token']}.ics").status_code == 500
    assert alice.get(f"{feed}calendar.ics").content == found[1].content
    _plans(alice, bob, typed)


def _plans(alice, bob, typed) -> None:
    """One that comes back and is agreed, and one that is off."""
    from tests import plans

    when = plans.in_a_week()
    ours = plans.proposes(alice, **{**when, "repeat": "monthly", "line": typed["a plan"]})
    plans.says(bob, ours, "accept")
    off = plans.proposes(bob, **{**when, "line": typed["a plan that was called off"]})
    plans.says(alice, off, "accept")
    plans.says(bob, off, "call-off")
    for someone in (alice, bob):
        someone.page(plans.PLANS)


def _picks(alice, bob, typed) -> None:
    """Ideas are no secret and picking one is; nobody looks at this one here."""
    number, typed["picked"] = "/quality-time/ideas/picks/1/", "supper-meets-breakfast"
    for someone in (alice, bob):
        reply = someone.post(f"{number}seal/", {"ideas": [typed["picked"], "warm-bowls"]})
        assert reply.status_code == 302
    alice.page(number)
    bob.post(f"{number}open/")
    _a_sitting(alice, bob, typed)


def _a_sitting(alice, bob, typed) -> None:
    """Two hours ago: about a subject, turned by hand, stopped half way, and a line of each.

    Another one, of some days ago, was swept away before anybody came to carry off the disk.
    """
    from nearer.accounts import sweeps
    from nearer.lib import clock
    from nearer.practices.presence import cues_bank
    from tests import sittings

    typed["subject of a sitting"] = cues_bank.offered_topics()[1].id
    typed["way of being quiet"] = cues_bank.offered_silences()[0].id
    typed["beginning"], typed["said that it was that"] = "laid-out", "thats_it"
    topic, silence = typed["subject of a sitting"], typed["way of being quiet"]
    sittings.some_time_ago(alice, bob, hours=24 * 4, topic=topic)
    sweeps.sweep(clock.now())
    where = sittings.some_time_ago(alice, bob, hours=2, topic=topic)
    own = sittings.lay_out(bob, "silent", way="one", silence=silence)
    sittings.press(bob, own, "ready")
    assert alice.post(f"{where}act/", {"act": typed["line half typed"]}).status_code == 422
    draft = {"path": f"{where}after/", "tab": "a", "text": typed["line half typed"]}
    alice.post("/drafts/", draft)
    for someone, line in ((alice, "taken along"), (bob, "taken along by the guest")):
        assert someone.post(f"{where}after/seal/", {"text": typed[line]}).status_code == 302
    kept = {"text": typed["taken alone"], "for_me": "1"}
    assert alice.post(f"{where}after/seal/", kept).status_code == 302
    alice.post("/drafts/", draft)
    assert typed["taken along"] in alice.page(f"{where}after/")


def _slips(alice, bob, typed, here) -> None:
    """What goes wrong in an evening: wrong words, an expired form, a failure, a long text."""
    from django.test import Client

    from conftest import invites, newcomer
    from nearer.practices.conversation.actions import questions as actions

    stranger = newcomer()
    stranger.post("/in/", {"name": alice.name, "words": typed["wrong words"]})
    stranger.get(f"/conversation/round/{typed['address']}/")
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    strict.cookies["nearer"] = alice.client.cookies["nearer"].value
    strict.post(here, {"text": typed["refused"]})
    alice.client.raise_request_exception = False
    with mock.patch.object(actions, "keep_for_myself", side_effect=ValueError(typed["failed"])):
        assert alice.post(here, {"text": typed["failed"]}).status_code == 500
    assert alice.post(here, {"text": typed["too long"] + "x" * 13_000}).status_code == 422
    with mock.patch("django.db.connection.ensure_connection", side_effect=OSError(28, "full")):
        alice.post(here, {"text": typed["failed"]})
    charlie = newcomer("Charlie")
    from conftest import takes_words

    takes_words(charlie)
    link = invites(charlie, text=typed["unconfirmed"])
    newcomer().get(link)
    typed["code of a link"] = link.split("/")[-2]
    strict.post(link, {"text": typed["refused"], "name": "x"})


def _phones(alice, bob, typed, here, question) -> None:
    """PINs, locks, what came late, and the phone that is passed; all of it left as it is."""
    from conftest import newcomer

    alice.post("/you/pin/", {"pin": PINS["pin of the host"], "now": alice.words})
    bob.post("/you/pin/", {"pin": PINS["pin of the guest"], "now": bob.words})
    for someone, late in ((alice, "late"), (bob, "late of the guest")):
        second = newcomer(someone.name)
        second.post("/in/", {"name": someone.name, "words": someone.words})
        second.post("/lock/")
        second.post(here, {"text": typed[late], "path": here})
    bob.post("/lock/")
    bob.post("/unlock/", {"pin": PINS["pin of the guest"]})
    assert bob.get("/conversation/").status_code == 200
    alice.post(f"/conversation/question/{question}/pass/")
    alice.post("/conversation/pass/", {"stage": "first", "text": typed["passed first"]})
    stage = re.search(r'name="stage" value="([^"]*)"', alice.page("/conversation/pass/"))[1]
    if stage not in {"first", "second"}:
        alice.post("/conversation/pass/", {"stage": stage})
        stage = re.search(r'name="stage" value="([^"]*)"', alice.page("/conversation/pass/"))[1]
    alice.post("/conversation/pass/", {"stage": stage, "text": typed["passed second"]})


def _seize(folder: Path) -> None:
    """Database, log, dump, backup and key file, as they are while the program runs."""
    from django.conf import settings
    from django.db import connection

    from nearer.serving.backup import backup

    shutil.copy(settings.KEY_FILE, folder / "key")
    if connection.vendor == "sqlite":
        for file in settings.DATA_DIR.glob("nearer.sqlite3*"):
            shutil.copy(file, folder / file.name)
        _dump_sqlite(folder / "nearer.sqlite3", folder / "dump.sql")
    else:
        dump = ["pg_dump", f"--dbname={os.environ['DATABASE_URL']}", "--no-owner", "--inserts"]
        (folder / "dump.sql").write_bytes(subprocess.run(dump, check=True, stdout=-1).stdout)
    backup(folder / "backup.tar")


def _dump_sqlite(file: Path, dump: Path) -> None:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        dump.write_text("\n".join(database.iterdump()))


def _delete_everybody(folder: Path) -> None:
    """Then both delete their accounts; what is on the disk after that lies in `after`."""
    from django.conf import settings

    from conftest import newcomer

    known = json.loads((folder / "known.json").read_text())
    for who in ("host", "guest"):
        someone = newcomer(known[who]["name"])
        someone.post("/in/", {"name": someone.name, "words": known[who]["words"]})
        data = {"words": known[who]["words"], "sure": "on"}
        assert someone.post("/you/delete/", data).status_code == 200
    after = folder / "after"
    after.mkdir()
    for file in settings.DATA_DIR.glob("nearer.sqlite3*"):
        shutil.copy(file, after / file.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
