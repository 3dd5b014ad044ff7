"""The command line and the scripts, as somebody at a terminal meets them."""

import json
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tarfile
import time
import tomllib
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from nearer import cli
from nearer.serving import place
from tests.postgres import programs, running_postgres

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-P", "-m", "nearer"]


def _environment(folder, **more):
    """Only what a fresh shell has, with the repository to import from."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("NEARER_")}
    known.pop("DATABASE_URL", None)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**known, "PYTHONPATH": path, "NEARER_DATA": str(folder), **more}


def _nearer(folder, *words, **more):
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        env=_environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@contextmanager
def _serving(folder, *words, **more):
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *words],
        env=_environment(folder, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with server:
        try:
            server.first_line = server.stdout.readline()
            yield server
        finally:
            server.kill()


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def filled(folder):
    """A data folder with one person and one session in it."""
    assert _nearer(folder, "migrate").returncode == 0
    _fill(folder)
    return folder


FILL = """
import django; django.setup()
import uuid
from nearer.accounts.models import Person, Session
from nearer.lib import clock
now = clock.now()
couple = uuid.uuid4()
Person.objects.create(couple_id=couple, public_key=b"PUBLIC KEY", keyring=b"-")
Session.objects.create(couple_id=couple, person_id=uuid.uuid4(), share=b"HALF OF THE WAY", box=b"-",
                       late=b"-", about=b"-", started_at=now, seen_at=now)
"""
COUNT = """
import django; django.setup()
from nearer.accounts.models import Person, Session
print(Person.objects.count(), Session.objects.count())
"""


def _fill(folder, **more):
    _python(FILL, folder, **more)


def _people_and_sessions(folder, **more):
    return _python(COUNT, folder, **more).split()


def _python(program, folder, **more):
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "nearer.settings")
    environment = _environment(folder, DJANGO_SETTINGS_MODULE=settings, **more)
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def _mode(path):
    return stat.S_IMODE(path.stat().st_mode)


class TestUsage:
    def test_an_unknown_command_is_said_in_one_sentence(self, capsys):
        assert cli.main(["dance"]) == 2
        complaint = capsys.readouterr().err
        assert complaint.count("\n") == 1
        assert "dance" in complaint
        assert "serve" in complaint

    @pytest.mark.parametrize("words", [[], ["serve", "--port", "many"], ["backup"], ["content"]])
    def test_other_misuse_is_one_line_too(self, words, capsys):
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        assert end.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1

    def test_another_host_without_https_is_refused(self, folder):
        done = _nearer(folder, "serve", "--host", "0.0.0.0")
        assert done.returncode == 2
        assert "--lan" in done.stderr
        assert done.stderr.count("\n") == 1
        assert not folder.exists()

    def test_a_port_in_use_is_said_in_one_sentence(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            done = _nearer(folder, "serve", "--port", taken.getsockname()[1])
        assert done.returncode == 2
        assert "in use" in done.stderr
        assert done.stderr.count("\n") == 1

    def test_a_lost_key_file_is_said_and_no_new_one_is_made(self, folder):
        _nearer(folder, "migrate")
        (folder / "key").unlink()
        done = _nearer(folder, "check")
        assert done.returncode == 65
        assert "key file" in done.stderr
        assert not (folder / "key").exists()

    def test_restore_looks_where_the_settings_look(self, settings):
        found = place.of_environment()
        assert (found.folder, found.key_file) == (settings.DATA_DIR, settings.KEY_FILE)
        assert found.sqlite_file == settings.SQLITE_FILE
        assert found.database_url == settings.DATABASE_URL


@pytest.mark.slow
class TestServe:
    def test_it_answers_and_ends_when_asked_to(self, folder):
        with _serving(folder) as server:
            address = server.first_line.split()[-1]
            assert address.startswith("http://localhost:")
            with urllib.request.urlopen(address, timeout=10) as answer:
                assert answer.status == 200
            server.send_signal(signal.SIGTERM)
            begun = time.monotonic()
            assert server.wait(10) == -signal.SIGTERM
            assert time.monotonic() - begun < 2

    def test_it_writes_no_access_log(self, folder):
        with _serving(folder) as server:
            address = server.first_line.split()[-1]
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(f"{address}/an-invitation-nobody-knows/", timeout=10)
            refused.value.close()
            server.terminate()
            assert "invitation" not in server.stdout.read()

    def test_what_it_keeps_is_for_its_owner_alone(self, folder):
        with _serving(folder):
            for name in ("key", "nearer.sqlite3"):
                assert _mode(folder / name) == 0o600
            assert _mode(folder) == 0o700

    def test_a_crash_would_write_no_memory_to_disk(self, folder):
        with _serving(folder) as server:
            limits = Path(f"/proc/{server.pid}/limits")
            if not limits.exists():
                pytest.skip("this system has no /proc")
            assert re.search(r"Max core file size +0 +0 ", limits.read_text())

    def test_a_second_one_on_the_same_folder_is_refused(self, folder):
        with _serving(folder):
            done = _nearer(folder, "serve", "--port", "0")
        assert done.returncode == 2
        assert "running" in done.stderr

    def test_a_database_that_would_lose_writes_is_refused(self, folder):
        program = (
            "from nearer.serving import durable; durable.PRAGMAS['synchronous'] = 3\n"
            "from nearer import cli; raise SystemExit(cli.main(['serve', '--port', '0']))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=_environment(folder),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 65
        assert "synchronous" in done.stderr


@pytest.mark.slow
class TestCheck:
    def test_a_fresh_installation_is_fine(self, folder):
        assert _nearer(folder, "migrate").returncode == 0
        done = _nearer(folder, "check")
        assert done.returncode == 0, done.stdout
        assert "NOT FINE" not in done.stdout

    def test_a_database_of_another_version_is_found(self, folder):
        done = _nearer(folder, "check")
        assert done.returncode == 65
        assert "nearer migrate" in done.stdout

    def test_a_key_file_that_others_can_read_is_found(self, filled):
        (filled / "key").chmod(0o644)
        done = _nearer(filled, "check")
        assert done.returncode == 65
        assert "chmod 600" in done.stdout

    def test_debugging_and_open_host_names_are_found(self, filled):
        done = _nearer(filled, "check", NEARER_DEBUG="1", NEARER_HOSTS="*")
        assert done.returncode == 65
        assert "NEARER_DEBUG" in done.stdout
        assert "NEARER_HOSTS" in done.stdout

    def test_a_database_out_of_reach_is_a_sentence(self, folder):
        url = "postgres://nobody@%2Fnowhere%2Fat%2Fall/nearer"
        done = _nearer(folder, "check", DATABASE_URL=url)
        assert done.returncode == 65
        assert "Traceback" not in done.stderr


@pytest.mark.slow
class TestBackup:
    def test_it_comes_back_whole_but_without_sessions(self, filled, tmp_path):
        file = tmp_path / "backup"
        assert _nearer(filled, "backup", file).returncode == 0
        assert _mode(file) == 0o600
        elsewhere = tmp_path / "elsewhere"
        done = _nearer(elsewhere, "restore", file)
        assert done.returncode == 0, done.stderr
        assert (elsewhere / "key").read_text() == (filled / "key").read_text()
        assert _people_and_sessions(elsewhere) == ["1", "0"]
        assert _people_and_sessions(filled) == ["1", "1"]
        assert _mode(elsewhere / "key") == _mode(elsewhere / "nearer.sqlite3") == 0o600

    def test_no_half_of_a_key_lies_in_it_not_even_in_unused_pages(self, filled, tmp_path):
        file = tmp_path / "backup"
        _nearer(filled, "backup", file)
        content = file.read_bytes()
        assert b"PUBLIC KEY" in content
        assert b"HALF OF THE WAY" not in content

    def test_it_can_be_made_while_the_server_runs(self, filled, tmp_path):
        with _serving(filled):
            assert _nearer(filled, "backup", tmp_path / "backup").returncode == 0

    def test_no_file_is_written_over(self, filled, tmp_path):
        file = tmp_path / "backup"
        file.write_text("something dear")
        assert _nearer(filled, "backup", file).returncode == 2
        assert file.read_text() == "something dear"

    def test_what_is_there_stays_unless_told_otherwise(self, filled, tmp_path):
        file = tmp_path / "backup"
        _nearer(filled, "backup", file)
        _fill(filled)
        done = _nearer(filled, "restore", file)
        assert done.returncode == 2
        assert "--replace" in done.stderr
        assert _people_and_sessions(filled) == ["2", "2"]
        assert _nearer(filled, "restore", file, "--replace").returncode == 0
        assert _people_and_sessions(filled) == ["1", "0"]

    def test_nothing_is_put_under_a_running_server(self, filled, tmp_path):
        _nearer(filled, "backup", tmp_path / "backup")
        with _serving(filled):
            done = _nearer(filled, "restore", tmp_path / "backup", "--replace")
        assert done.returncode == 2
        assert "running" in done.stderr

    def test_half_a_backup_touches_nothing(self, filled, tmp_path):
        _nearer(filled, "backup", tmp_path / "backup")
        half = tmp_path / "half"
        half.write_bytes((tmp_path / "backup").read_bytes()[:20000])
        done = _nearer(filled, "restore", half, "--replace")
        assert done.returncode == 65
        assert done.stderr.count("\n") == 1
        assert _people_and_sessions(filled) == ["1", "1"]

    def test_a_damaged_database_touches_nothing(self, filled, tmp_path):
        file = tmp_path / "backup"
        _nearer(filled, "backup", file)
        whole = bytearray(file.read_bytes())
        whole[12288:36864] = bytes(24576)
        file.write_bytes(whole)
        assert _nearer(filled, "restore", file, "--replace").returncode == 65
        assert _people_and_sessions(filled) == ["1", "1"]

    def test_no_member_of_a_backup_is_written_outside(self, filled, tmp_path):
        _nearer(filled, "backup", tmp_path / "backup")
        outside = tmp_path / "outside"
        with tarfile.open(tmp_path / "backup", "a") as tar:
            member = tarfile.TarInfo(f"../../{outside.name}")
            tar.addfile(member)
            member = tarfile.TarInfo("key")
            member.type = tarfile.SYMTYPE
            member.linkname = str(outside)
            tar.addfile(member)
        assert _nearer(tmp_path / "new", "restore", tmp_path / "backup").returncode == 65
        assert not outside.exists()

    @pytest.mark.postgres
    @pytest.mark.skipif(not (programs() and shutil.which("pg_dump")), reason="no PostgreSQL here")
    def test_postgresql_comes_back_whole_too(self, tmp_path):
        first, second, file = tmp_path / "first", tmp_path / "second", tmp_path / "backup"
        with running_postgres() as url:
            assert _nearer(first, "migrate", DATABASE_URL=url).returncode == 0
            _fill(first, DATABASE_URL=url)
            done = _nearer(first, "backup", file, DATABASE_URL=url)
            assert done.returncode == 0, done.stderr
            assert _nearer(second, "restore", file).returncode == 2  # not into SQLite
        with running_postgres() as url:
            done = _nearer(second, "restore", file, DATABASE_URL=url)
            assert done.returncode == 0, done.stderr
            assert _people_and_sessions(second, DATABASE_URL=url) == ["1", "0"]
            assert _nearer(second, "check", DATABASE_URL=url).returncode == 0
        assert (first / "key").read_text() == (second / "key").read_text()


class TestCalendars:
    """Without a data folder: nothing of it is anybody's."""

    def test_the_samples_of_the_repository_have_windows(self, folder):
        alice, bob = (ROOT / "docs/samples" / f"{name}.ics" for name in ("alice", "bob"))
        between = ("--from", "2026-10-16", "--to", "2026-11-16")
        busy = _nearer(folder, "busy", alice, *between, "--zone", "Europe/Berlin")
        assert (busy.returncode, busy.stderr) == (0, "")
        assert json.loads(busy.stdout.splitlines()[-1]) == {"complete": True, "warnings": []}
        zones = ("--zone-a", "Europe/Berlin", "--zone-b", "America/New_York")
        windows = _nearer(folder, "windows", alice, bob, *between, *zones, "--min-minutes", 120)
        assert (windows.returncode, windows.stderr) == (0, "")
        assert "2026-10-25T14:00:00Z" in windows.stdout
        assert not folder.exists()

    def test_what_is_no_calendar_is_65_and_what_is_not_there_is_2(self, folder, tmp_path):
        page = tmp_path / "page.ics"
        page.write_text("<html>Sign in</html>")
        wishes = ("--from", "2026-10-16", "--to", "2026-11-16", "--zone", "Europe/Berlin")
        for file, code in ((page, 65), (tmp_path / "nowhere.ics", 2)):
            done = _nearer(folder, "busy", file, *wishes)
            assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)

    @pytest.mark.parametrize("words", [["busy", "a.ics"], ["windows", "a.ics", "b.ics"]])
    def test_what_is_left_out_is_said_in_one_line(self, words, capsys):
        with pytest.raises(SystemExit) as end:
            cli.main(words)
        assert end.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


class TestLocks:
    def _pins(self, name):
        text = (ROOT / "requirements" / name).read_text()
        return dict(re.findall(r"^([a-z0-9_.-]+)==(\S+)", text, re.MULTILINE | re.IGNORECASE))

    def test_what_serves_is_what_is_tested(self):
        run, test = self._pins("run.txt"), self._pins("test.txt")
        assert run.items() <= test.items()

    @pytest.mark.parametrize("name", ["run.txt", "test.txt"])
    def test_every_package_has_its_hash_and_no_index_is_named(self, name):
        text = (ROOT / "requirements" / name).read_text()
        assert "://" not in text
        pins = re.split(r"^(?=\S+==)", text, flags=re.MULTILINE)[1:]
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins)

    def test_every_dependency_that_is_declared_is_locked(self):
        declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
        names = {re.match(r"[A-Za-z0-9_.-]+", line).group().lower() for line in declared}
        assert names <= {name.lower() for name in self._pins("run.txt")}


@pytest.mark.slow
class TestSetup:
    """bin/setup in a copy of its own, with a lock that is empty, so that no network is needed."""

    @pytest.fixture
    def copy(self, tmp_path):
        shutil.copytree(ROOT / "bin", tmp_path / "bin")
        (tmp_path / "requirements").mkdir()
        for name in ("run.txt", "test.txt"):
            (tmp_path / "requirements" / name).write_text("# nothing\n")
        return tmp_path

    def _setup(self, copy, need="run", **more):
        return subprocess.run(
            [copy / "bin" / "setup", need],
            env={**os.environ, "NEARER_PYTHON": sys.executable, **more},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def test_the_second_start_does_nothing_and_is_quick(self, copy):
        assert "Making .venv" in self._setup(copy).stdout
        begun = time.monotonic()
        again = self._setup(copy)
        assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
        assert time.monotonic() - begun < 0.5

    def test_a_changed_lock_is_installed(self, copy):
        self._setup(copy)
        (copy / "requirements" / "run.txt").write_text("# something else\n")
        assert "Installing" in self._setup(copy).stdout
        assert self._setup(copy).stdout == ""

    def test_a_killed_install_is_begun_anew(self, copy):
        self._setup(copy)
        (copy / ".venv" / "unfinished").touch()
        assert "Making .venv" in self._setup(copy).stdout
        assert self._setup(copy).stdout == ""

    def test_what_is_installed_for_the_tests_serves_too(self, copy):
        self._setup(copy, "test")
        assert self._setup(copy, "run").stdout == ""

    def test_no_python_is_one_clear_sentence(self, copy):
        done = self._setup(copy, NEARER_PYTHON="python3.99")
        assert done.returncode == 1
        assert "Python 3.11 or newer" in done.stderr
        assert done.stderr.count("\n") == 1

    def test_a_python_without_venv_is_one_clear_sentence(self, copy):
        short = copy / "python-without-venv"
        short.write_text(
            f'#!/bin/sh\ncase "$*" in *"import venv"*) exit 1 ;; esac\nexec {sys.executable} "$@"\n'
        )
        short.chmod(0o755)
        done = self._setup(copy, NEARER_PYTHON=str(short))
        assert done.returncode == 1
        assert "python3-venv" in done.stderr

    def test_a_package_that_is_not_what_it_was_is_not_installed(self, copy):
        pin = "nearer-is-no-package==1 --hash=sha256:" + "0" * 64
        (copy / "requirements" / "run.txt").write_text(pin + "\n")
        done = self._setup(copy, PIP_NO_INDEX="1")
        assert done.returncode == 1
        assert "package" in done.stderr.splitlines()[-1]
        assert (copy / ".venv" / "unfinished").exists()
