"""What ical.js, the library behind Thunderbird's calendar, makes of a calendar."""

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
READER = HERE.parents[1] / "benchmarks" / "calendars_icaljs.mjs"


def install(folder: Path) -> Path | None:
    """Put the locked version into this folder; None where there is no node, or no network."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    wanted = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(wanted, cwd=folder, capture_output=True, timeout=120, check=False)
    return folder / "node_modules/ical.js/dist/ical.js" if done.returncode == 0 else None


def spans(
    library: Path, body: bytes, folder: Path, *, zone: str, start: datetime, end: datetime
) -> list[tuple[int, int]]:
    """From and until of everything in it that takes place in between, in seconds since 1970."""
    file = folder / "calendar.ics"
    file.write_bytes(body)
    bounds = [str(int(it.timestamp())) for it in (start, end)]
    command = ["node", str(READER), str(library), *bounds, str(file), zone]
    done = subprocess.run(
        command, input="\n", capture_output=True, text=True, timeout=60, check=True
    )
    (found,) = json.loads(done.stdout.splitlines()[-1])
    return sorted((start, end) for start, end in found)
