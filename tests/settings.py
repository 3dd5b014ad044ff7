"""The settings of the tests: a data folder of their own, and a cheap stretching of words.

Everything else is what people run. `test_security` checks the real cost by itself.
"""

import os
import tempfile

os.environ.setdefault("NEARER_DATA", tempfile.mkdtemp(prefix="nearer-tests-"))

from nearer.settings import *  # noqa: F403

ARGON2_MEMORY_KIB = 64
ARGON2_PASSES = 1
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
