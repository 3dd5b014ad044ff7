"""The command line: `nearer serve`, `nearer check`, ... Each command loads only what it needs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from nearer.lib.keyfile import KeyFileMissing
from nearer.serving import address, process
from nearer.serving.saying import BAD_DATA, BAD_USAGE, NotPossible, say

DEFAULT = "default: %(default)s"

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 when it went well, 2 for bad usage, 65 for bad data."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and not given[0].startswith("-") and given[0] not in COMMANDS:
        return _complain(f"Nearer has no command “{given[0]}”. It has: {', '.join(COMMANDS)}.")
    wishes = _parser().parse_args(given)
    if wishes.data:
        os.environ["NEARER_DATA"] = str(Path(wishes.data).expanduser().absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nearer.settings")
    process.harden()
    try:
        return COMMANDS[wishes.command](wishes)
    except NotPossible as sentence:
        return _complain(str(sentence), sentence.code)
    except KeyFileMissing as sentence:
        return _complain(str(sentence), BAD_DATA)
    except KeyboardInterrupt:
        return 0


def _complain(sentence: str, code: int = BAD_USAGE) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line instead of showing the whole usage."""
        self.exit(BAD_USAGE, f"{self.prog}: {message}. {self.prog} --help says more.\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="nearer", description="A private place for two people.")
    shared = _Parser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="the data folder (or NEARER_DATA)")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about, parents=[shared])

    serve = add("serve", "Start Nearer.")
    serve.add_argument("--host", default=address.DEFAULT_HOST, help=DEFAULT)
    serve.add_argument("--port", default=address.DEFAULT_PORT, type=int, help=DEFAULT)
    serve.add_argument("--lan", action="store_true", help="let phones at home in, over plain http")
    serve.add_argument("--work", action="store_true", help="send notices too, if mail is set up")
    work = add("work", "Send the notices that are due.")
    work.add_argument("--once", action="store_true", help="only what is due now, then end")
    demo = add("demo", "Look around in the months of two people who do not exist.")
    demo.add_argument("--port", default=address.DEMO_PORT, type=int, help=DEFAULT)
    demo.add_argument("--years", default=0, type=int, help="tell the story until it is so long")
    add("check", "See whether this installation can be trusted.")
    add("migrate", "Bring the database to the shape of this version.")
    add("trend", "Read weekly scores from a CSV and say what they tell, a JSON line for each week.")
    add("coach", "Read messages, one a line, and say where each may land as blame.")
    busy = add("busy", "Say when a calendar makes somebody busy, a JSON line for each time.")
    busy.add_argument("file", metavar="FILE.ics", type=Path)
    _between(busy)
    busy.add_argument("--zone", required=True, help="where its owner lives, as Europe/Berlin")
    both = add("windows", "Say when two people are free, best first, a JSON line for each time.")
    both.add_argument("files", metavar="FILE.ics", nargs=2, type=Path, help="one of each")
    _between(both)
    both.add_argument("--zone-a", required=True, help="where the first one lives")
    both.add_argument("--zone-b", required=True, help="where the second one lives")
    both.add_argument("--min-minutes", default=90, type=int, help=DEFAULT)
    both.add_argument("--hours", default="", help="what both like; evenings and weekends if unsaid")
    both.add_argument("--anyway", action="store_true", help="take for free what was not understood")
    content = add("content", "Look after the questions and texts.")
    content.add_argument("what", choices=["check"])
    backup = add("backup", "Write everything into one file.")
    backup.add_argument("file", metavar="FILE", type=Path)
    restore = add("restore", "Put a backup in place.")
    restore.add_argument("file", metavar="FILE", type=Path)
    restore.add_argument("--replace", action="store_true", help="replace what is there now")
    add("sweep", "Delete what is due now; the server does it once a minute.")
    return parser


def _between(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--from", dest="start", metavar="ISO", required=True, help="a date or time"
    )
    command.add_argument("--to", dest="end", metavar="ISO", required=True, help="when it ends")


def _load(name: str) -> Any:
    """A function by its dotted name, imported only when its command runs."""
    module, _, function = name.rpartition(".")
    return getattr(import_module(module), function)


def _with_django(name: str) -> Any:
    _load("django.setup")()
    return _load(name)


def _serve(wishes: argparse.Namespace) -> int:
    start = import_module("nearer.serving.start")
    start.serve(
        start.Wishes(host=wishes.host, port=wishes.port, lan=wishes.lan, work=wishes.work),
        load_application=lambda: _load("nearer.asgi.application"),
        load_farewell=lambda: _load("nearer.asgi.farewell"),
        load_sweep=lambda: _load("nearer.accounts.sweeps.sweep"),
        load_work=lambda: _load("nearer.notices.worker.work"),
    )
    return 0


def _work(wishes: argparse.Namespace) -> int:
    work = _with_django(f"nearer.notices.worker.{'work_once' if wishes.once else 'work'}")
    if complaint := _load("nearer.notices.selectors.why_not")():
        raise NotPossible(complaint)
    _load("nearer.serving.start.work")(work, once=wishes.once)
    return 0


def _demo(wishes: argparse.Namespace) -> int:
    """The two live through their months once the database is there, then their pages are served."""
    _load("nearer.demo.folder.take")()
    start = import_module("nearer.serving.start")

    def application() -> Any:
        _load("nearer.demo.making.begin")(wishes.years)
        return _load("nearer.asgi.application")

    start.serve(
        start.Wishes(host=address.DEFAULT_HOST, port=wishes.port, lan=False, page="/demo/"),
        load_application=application,
        load_farewell=lambda: _load("nearer.asgi.farewell"),
        load_sweep=lambda: _load("nearer.accounts.sweeps.sweep"),
        load_work=lambda: _load("nearer.notices.worker.work"),
    )
    return 0


def _check(_wishes: argparse.Namespace) -> int:
    return int(_load("nearer.serving.readiness.check")())


def _migrate(_wishes: argparse.Namespace) -> int:
    migrate = _with_django("django.core.management.call_command")
    with _load("nearer.serving.durable.usable")():
        migrate("migrate", interactive=False, verbosity=0)
    say("The database has the shape of this version.")
    return 0


def _trend(_wishes: argparse.Namespace) -> int:
    return int(_load("nearer.trends.table.main")())


def _coach(_wishes: argparse.Namespace) -> int:
    return int(_load("nearer.coach.lines.main")())


def _busy(wishes: argparse.Namespace) -> int:
    busy = _load("nearer.calendars.lines.busy")
    return int(busy(wishes.file, start=wishes.start, end=wishes.end, zone=wishes.zone))


def _windows(wishes: argparse.Namespace) -> int:
    found = _load("nearer.calendars.lines.both")(
        tuple(wishes.files),
        start=wishes.start,
        end=wishes.end,
        zones=(wishes.zone_a, wishes.zone_b),
        shortest=wishes.min_minutes,
        hours=wishes.hours,
        anyway=wishes.anyway,
    )
    return int(found)


def _content(_wishes: argparse.Namespace) -> int:
    return int(_with_django("nearer.content.checks.main")() or 0)


def _backup(wishes: argparse.Namespace) -> int:
    _load("nearer.serving.backup.backup")(wishes.file)
    return 0


def _restore(wishes: argparse.Namespace) -> int:
    _load("nearer.serving.backup.restore")(wishes.file, replace=wishes.replace)
    return 0


def _sweep(_wishes: argparse.Namespace) -> int:
    sweep = _with_django("nearer.accounts.sweeps.sweep")
    with _load("nearer.serving.durable.usable")():
        sweep(_load("nearer.lib.clock.now")())
    say("What was due is deleted.")
    return 0


COMMANDS: dict[str, Command] = {
    "serve": _serve,
    "work": _work,
    "demo": _demo,
    "check": _check,
    "migrate": _migrate,
    "trend": _trend,
    "coach": _coach,
    "busy": _busy,
    "windows": _windows,
    "content": _content,
    "backup": _backup,
    "restore": _restore,
    "sweep": _sweep,
}
