"""`python -m nearer`, with a clock on the wall that a test can put forward.

The number of seconds stands in the file that NEARER_AHEAD names.
"""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from nearer.cli import main
from nearer.lib import clock

real = clock.now
ahead = Path(os.environ["NEARER_AHEAD"])


def now() -> datetime:
    return real() + timedelta(seconds=int(ahead.read_text()))


if __name__ == "__main__":
    clock.now = now
    sys.exit(main())
