"""The real settings with one promise of the database taken back, as the environment says."""

import os

from nearer.settings import *  # noqa: F403
from nearer.settings import DATABASES

name, _, value = os.environ["PLANT"].partition("=")
if name == "synchronous_commit":
    DATABASES["default"]["OPTIONS"]["options"] += f" -c {name}={value}"
else:
    DATABASES["default"]["OPTIONS"]["init_command"] += f"PRAGMA {name}={value};"
