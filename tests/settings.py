"""The settings of the tests: a data folder of their own, and a cheap stretching of words.

Everything else is what people run. `test_security` checks the real cost by itself.
"""

import os
import tempfile

os.environ.setdefault("NEARER_DATA", tempfile.mkdtemp(prefix="nearer-tests-"))

from nearer.settings import *  # noqa: F403

if "PYTEST_XDIST_WORKER" in os.environ and not DATABASE_URL:  # noqa: F405
    # Each worker's own file; the name in memory that Django would take cannot be shared out.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "tests.sqlite3"}  # noqa: F405

ARGON2_MEMORY_KIB = 64
ARGON2_PASSES = 1
# Nothing is sent by pages; a worker that is to send something gets a server of its own.
SMTP_URL, SMTP_FROM = "smtp://127.0.0.1:9", "Nearer <nearer@example.org>"
# A thread beside a visit would not see what the test's own transaction holds.
CALENDARS_BESIDE_VISITS = False
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
