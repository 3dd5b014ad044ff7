"""Empty the demonstration's database and live the story again. Nothing else is ever emptied."""

import time
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from nearer.demo import folder
from nearer.demo.folder import MARK, Made
from nearer.demo.playing import play
from nearer.demo.story import story
from nearer.lib import clock
from nearer.serving.saying import NotPossible, say

ZONES: Final = "zoneinfo/"
MOST_YEARS: Final = 100


class NoDemonstration(Exception):
    """This data folder is somebody's, so nothing in it is emptied."""


def begin(years: int) -> None:
    """What `nearer demo` does once its database is there, before anybody can ask for a page."""
    if not 0 <= years <= MOST_YEARS:
        raise NotPossible(f"Their story can be told for up to {MOST_YEARS} years: --years 10.")
    say("Two people who do not exist live through their months.")
    made = make(years, now=clock.now())
    say(f"That took {made.seconds:.1f} seconds. Both phones are one click away:")


def again() -> Made:
    """Make it once more, as it was made before."""
    return make(folder.remembered(settings.DATA_DIR).years, now=clock.now())


def make(years: int, *, now: datetime) -> Made:
    """Forget everything here and live the story, in one transaction: all of it or none.

    Raises `NoDemonstration` anywhere but in a demonstration's own folder.
    """
    if not settings.DEMO or not (settings.DATA_DIR / MARK).exists():
        raise NoDemonstration
    started = time.monotonic()
    with transaction.atomic():
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True)
        play(story(), now=now, zone=zone_here(), years=years)
    made = Made(years, round(time.monotonic() - started, 1))
    folder.remember(settings.DATA_DIR, made)
    return made


def zone_here() -> ZoneInfo:
    """The zone of this computer, where both phones are."""
    _, _, name = str(Path("/etc/localtime").resolve()).partition(ZONES)
    return clock.zone_or_utc(name)
