"""A calendar's reader is killed in time, is kept small, and is not believed."""

import json
import os
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nearer.calendars import child
from nearer.calendars.answers import busy_of, text_of
from nearer.calendars.reading import Busy, NotACalendar, read
from nearer.calendars.warnings import Warn

WINDOW = {"start": datetime(2026, 10, 1, tzinfo=UTC), "end": datetime(2027, 4, 1, tzinfo=UTC)}
HOME = WINDOW | {"zone": "Europe/Berlin"}
WEEKLY = b"""BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Berlin:20200101T190000
DTEND;TZID=Europe/Berlin:20200101T203000
RRULE:FREQ=WEEKLY
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
END:VEVENT
END:VCALENDAR
"""
QUIETLY = {"capture_output": True, "text": True, "timeout": 30}
PRELUDE = "from nearer.calendars import inside; import os, resource, sys, time; "


@pytest.fixture
def inside(monkeypatch):
    """Put something else in the place of what the process does."""

    def put(does):
        begin = f"import sys; sys.path += sys.argv[1:]; {PRELUDE}{does}"
        monkeypatch.setattr(child, "BEGIN", begin)

    return put


def why(body=WEEKLY):
    with pytest.raises(NotACalendar) as refused:
        child.read_safely(body, **HOME)
    return refused.value.why


def test_it_says_what_reading_here_says():
    assert child.read_safely(WEEKLY, **HOME) == read(WEEKLY, **HOME)
    assert len(child.read_safely(WEEKLY, **HOME).spans) == 26


@pytest.mark.parametrize("body", [b"", b"<html>", WEEKLY[:-40]])
def test_it_refuses_for_the_reasons_that_reading_has(body):
    with pytest.raises(NotACalendar) as here:
        read(body, **HOME)
    assert why(body) is here.value.why


def test_an_unknown_home_is_the_callers_mistake():
    with pytest.raises(ValueError):
        child.read_safely(WEEKLY, **WINDOW, zone="Berlin")


def test_many_are_read_at_once_in_threads():
    found = []
    several = [
        threading.Thread(target=lambda: found.append(child.read_safely(WEEKLY, **HOME)))
        for _ in range(6)
    ]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert found == [read(WEEKLY, **HOME)] * 6


def test_nothing_of_the_calendar_or_of_the_server_is_where_others_see_it(inside, monkeypatch):
    """Not in the list of processes, and no variable of the server's in the child."""
    monkeypatch.setenv("NEARER_KEY", "secret")
    inside(
        "sys.stdin.read(); print(dict(os.environ), sys.argv, os.getcwd());"
        "print(os.listdir('/proc/self/fd'))"
    )
    with child._started() as process:
        process.stdin.close()
        said = process.stdout.read().decode()
    assert "secret" not in said
    assert "NEARER" not in said
    assert "] /\n" in said, "no folder of the server's"
    # Three pipes, and the folder that is being listed.
    assert said.rstrip().endswith("['0', '1', '2', '3']")


def test_it_imports_no_django_and_no_library():
    loaded = f"{PRELUDE}print(*sys.modules)"
    roots = child._roots()
    said = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path += {roots}; {loaded}"],
        check=True,
        **QUIETLY,
    ).stdout.split()
    tops = {name.partition(".")[0] for name in said if not name.startswith("_sysconfigdata")}
    assert tops - sys.stdlib_module_names - {"__main__"} == {"nearer"}
    assert all(name.startswith("nearer.calendars") for name in said if "nearer." in name)


def test_it_finds_itself_and_the_zones_where_a_wheel_was_unpacked(tmp_path):
    """A folder with nothing but the package, no start files and no folder of the moment."""
    source = Path(child.__file__).parents[1]
    (tmp_path / "nearer").mkdir()
    (tmp_path / "nearer" / "__init__.py").write_text("")
    (tmp_path / "nearer" / "calendars").symlink_to(source / "calendars")
    program = (
        f"import sys; sys.path[:0] = [{str(tmp_path)!r}]\n"
        "from datetime import UTC, datetime\n"
        "from nearer.calendars.child import read_safely\n"
        f"print(len(read_safely({WEEKLY!r}, start=datetime(2026, 10, 1, tzinfo=UTC),"
        " end=datetime(2027, 4, 1, tzinfo=UTC), zone='Europe/Berlin').spans))"
    )
    said = subprocess.run([sys.executable, "-I", "-c", program], cwd="/", check=False, **QUIETLY)
    assert said.stdout.strip() == "26", said.stderr


# --- Limits: each test ends the child in another way ---------------------------------------


def test_one_that_sleeps_is_killed_with_all_it_began(inside, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.5)
    inside("os.fork(); sys.stdin.read(); time.sleep(20)")
    began = time.monotonic()
    assert why() is Warn.TOO_MUCH
    assert time.monotonic() - began < 3
    with child._started() as process:
        with pytest.raises(NotACalendar):
            child._exchange(process, [b"x"])
        child._end(process)
        assert process.stdout.read() == b"", "nobody holds the other end any more"
    assert time.monotonic() - began < 5


def test_one_that_does_not_listen_is_killed_too(inside, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 0.5)
    inside("time.sleep(60)")
    assert why(WEEKLY + b"X" * 1_000_000) is Warn.TOO_MUCH


@pytest.mark.slow
def test_one_that_is_busy_is_ended_by_the_kernel(inside, monkeypatch):
    monkeypatch.setattr(child, "SECONDS", 30.0)
    inside("inside.SECONDS = 1; inside.give_up()\nwhile True: pass")
    began = time.monotonic()
    assert why() is Warn.TOO_MUCH
    assert time.monotonic() - began < 15


def test_one_that_answers_before_it_has_listened_is_no_trouble(inside):
    inside('os.close(0); time.sleep(0.2); print(\'{"why": "damaged"}\')')
    assert why(WEEKLY + b"X" * 1_000_000) is Warn.DAMAGED


def test_for_what_is_too_large_no_process_is_started(monkeypatch):
    monkeypatch.setattr(child, "_started", None)
    monkeypatch.setattr(child, "LARGEST", len(WEEKLY) - 1)
    assert why() is Warn.TOO_MUCH


def test_one_that_takes_memory_is_refused_it(inside):
    inside(
        "inside.read = lambda body, **_: bytearray(inside.MEMORY)\n"
        "try: inside.main()\nexcept Exception as e: print(e)"
    )
    assert why() is Warn.TOO_MUCH


@pytest.mark.parametrize(
    "does",
    [
        "os.write(os.open(sys.argv[1] + '/written', os.O_CREAT | os.O_WRONLY), b'x')",
        "[os.open('/', 0) for _ in range(20)]",
        pytest.param(
            "os.fork()", marks=pytest.mark.skipif(os.geteuid() == 0, reason="root may fork")
        ),
    ],
)
def test_one_that_writes_files_or_opens_many_or_forks_fails(inside, does, tmp_path, monkeypatch):
    roots = [*child._roots(), str(tmp_path)]
    monkeypatch.setattr(child, "_roots", lambda: roots)
    done = 'print(\'{"why": "damaged"}\')'
    inside(f"sys.argv[1:] = sys.argv[-1:]; {does}; {done}")
    assert why() is Warn.DAMAGED, "without the limits it can"
    (tmp_path / "written").unlink(missing_ok=True)
    inside(f"sys.argv[1:] = sys.argv[-1:]; inside.give_up(); {does}; {done}")
    assert why() is Warn.NOT_READ
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


# --- Its answer is not believed ------------------------------------------------------------

COVERS = (0, 1000)
FINE = Busy(
    spans=((1, 5), (7, 9)),
    days=((10, 10), (12, 14)),
    complete=False,
    warnings=(Warn.DAMAGED,),
    unread=2,
    covers=COVERS,
)


def test_what_is_written_is_read_again():
    assert busy_of(text_of(FINE).encode(), covers=COVERS) == FINE
    assert busy_of(text_of(Warn.EMPTY).encode(), covers=COVERS) is Warn.EMPTY


@pytest.mark.parametrize(
    "wrong",
    [
        *({"spans": spans} for spans in ([[5, 5]], [[5, 1]], [[1, 5], [5, 9]], [[7, 9], [1, 5]])),
        *(
            {"spans": spans}
            for spans in ([[-1, 5]], [[1, 1001]], [[1]], [1], "ab", None, [[1, "5"]])
        ),
        *({"spans": spans} for spans in ([[1, 5.0]], [[False, True]], [[1, 10**30]])),
        *({"days": days} for days in ([[0, 1]], [[1, 10**9]], [[5, 4]], [[1, 2], [2, 3]])),
        *({"complete": complete} for complete in (1, None, "true")),
        *({"unread": unread} for unread in (-1, True, 1.5, None)),
        *({"warnings": words} for words in (["Alice, 19:00"], "ab", [1], [["damaged"]])),
        *({"covers": covers} for covers in ([0, 999], [0], 5, None)),
        *({"more": 1}, {"why": "Alice"}, {"why": None}, {"why": []}),
    ],
    ids=str,
)
def test_any_other_answer_is_none(wrong):
    said = json.loads(text_of(FINE)) | wrong
    assert busy_of(json.dumps(said).encode(), covers=COVERS) is None


@pytest.mark.parametrize(
    "said", [b"", b"{", b"[]", b"1", b"null", b"\xff", b"[" * 100_000, b"9" * 9999]
)
def test_what_is_no_answer_at_all_is_none(said):
    assert busy_of(said, covers=COVERS) is None


def test_a_part_that_is_missing_is_no_answer():
    for part in json.loads(text_of(FINE)):
        said = json.loads(text_of(FINE))
        del said[part]
        assert busy_of(json.dumps(said).encode(), covers=COVERS) is None


def test_an_endless_answer_is_cut_off(inside):
    inside("\nwhile True: os.write(1, b'x' * 60000)")
    began = time.monotonic()
    assert why() is Warn.TOO_MUCH
    assert time.monotonic() - began < 3


def test_one_that_fails_says_so_by_its_end_and_its_words_go_nowhere(inside, capfd, caplog):
    inside("sys.stdin.read(); raise ValueError('Alice, 19:00')")
    assert why() is Warn.NOT_READ
    assert "Alice" not in "".join((*capfd.readouterr(), caplog.text))
