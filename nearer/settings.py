"""Every setting, in one file. What a host may change comes from the environment.

`docs/self-hosting.md` has a line for each.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import platformdirs

from nearer.demo import folder as demonstration
from nearer.demo.published import WORDS
from nearer.lib import keyfile

PACKAGE = Path(__file__).resolve().parent


def _yes(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "yes", "true", "on"}


# --- Where things are ---------------------------------------------------------------
DATA_DIR = Path(os.environ.get("NEARER_DATA") or platformdirs.user_data_path("nearer"))
DATABASE_URL = os.environ.get("DATABASE_URL", "")
SQLITE_FILE = DATA_DIR / "nearer.sqlite3"

# --- The key file -------------------------------------------------------------------
KEY_FILE = Path(os.environ.get("NEARER_KEY_FILE") or DATA_DIR / "key")
_key = keyfile.load_or_make(KEY_FILE, database=None if DATABASE_URL else SQLITE_FILE)
SECRET_KEY = keyfile.subkey(_key, "forms").hex()
NAME_KEY = keyfile.subkey(_key, "names")
NOTICES_KEY = keyfile.subkey(_key, "notices")
LIVE_KEY = keyfile.subkey(_key, "live")

# --- A demonstration: its folder bears a mark, and nothing else makes it one -----------
DEMO = (DATA_DIR / demonstration.MARK).is_file()
PUBLISHED_WORDS = frozenset() if DEMO else frozenset(WORDS.values())  # nobody else may take them

# --- How it is served ---------------------------------------------------------------
DEBUG = _yes("NEARER_DEBUG")
LAN = _yes("NEARER_LAN")  # plain http on the home network, and every page says so
BEHIND_TLS = _yes("NEARER_BEHIND_TLS")  # a proxy in front speaks https for us
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    *filter(None, os.environ.get("NEARER_HOSTS", "").split(",")),
]
ADDRESS = os.environ.get("NEARER_ADDRESS", "")  # for links made on this very machine
EXIT_URL = os.environ.get("NEARER_EXIT_URL", "https://www.wikipedia.org/")

# --- Calendars are fetched from the internet only, and from these hosts at home -----------
HOME_HOSTS = frozenset(filter(None, os.environ.get("NEARER_HOME_HOSTS", "").split(",")))

# --- Notices by mail: without a server here, nobody is offered any -------------------
SMTP_URL = os.environ.get("NEARER_SMTP_URL", "")
SMTP_FROM = os.environ.get("NEARER_SMTP_FROM", "")

# Calendars are asked in threads beside their owner's visits.
CALENDARS_BESIDE_VISITS = True

ROOT_URLCONF = "nearer.urls"
WSGI_APPLICATION = "nearer.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",  # for the htmx file it ships
    "nearer.web",
    "nearer.accounts",
    "nearer.couples",
    "nearer.journal",
    "nearer.reveal",
    "nearer.notices",
    "nearer.feeds",
    "nearer.content",
    "nearer.journey",
    # One line for each practice; nothing else in the core names them.
    "nearer.practices.acknowledge",
    "nearer.practices.conversation",
    "nearer.practices.honesty",
    "nearer.practices.quality_time",
    "nearer.practices.presence",
]

MIDDLEWARE = [
    "nearer.web.middleware.quiet_headers",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "nearer.accounts.middleware.Unlocking",
    "nearer.couples.middleware.confirming",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(
            str(folder)
            for pattern in ("*/templates", "practices/*/templates")
            for folder in PACKAGE.glob(pattern)
        ),
        "OPTIONS": {
            "environment": "nearer.web.jinja.environment",
            "auto_reload": DEBUG,
            "cache_size": -1,
        },
    },
]

# --- The database -------------------------------------------------------------------
_sqlite: dict[str, Any] = {
    "ENGINE": "nearer.serving.sqlite",
    "NAME": SQLITE_FILE,
    "OPTIONS": {
        # IMMEDIATE: without it 346 of 400 concurrent writes were refused.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: an acknowledged write survives a power cut, not just a crash.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;"
        ),
    },
}
_postgres: dict[str, Any] = {
    "OPTIONS": {"options": "-c statement_timeout=5000 -c synchronous_commit=on"},
}
DATABASES: dict[str, Any] = {
    "default": {**dj_database_url.parse(DATABASE_URL), **_postgres} if DATABASE_URL else _sqlite,
}
DATABASES["default"]["CONN_MAX_AGE"] = None  # one connection for each worker thread
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Keys and sessions (docs/decisions/0001-key-custody.md) ---------------------------
ARGON2_MEMORY_KIB = 64 * 1024
ARGON2_PASSES = 3
IDLE_LOCK_MINUTES = 30
SESSION_HOURS = 12
PROVISIONAL_HOURS = 24
INVITATION_DAYS = 7

# --- Limits -------------------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# What a request may bring is decided before Django sees it (nearer/serving/body.py).
FILE_UPLOAD_MAX_MEMORY_SIZE = 9 * 1024 * 1024

# --- Cookies, forms, headers ----------------------------------------------------------
COOKIE_PREFIX = "__Host-" if BEHIND_TLS else "demo-" if DEMO else ""  # ports share their cookies
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}form"
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "nearer.web.views.form_expired"
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
APPEND_SLASH = True

# --- Static files, time, language -------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en"

# --- Logs carry ids, never words: no SQL, no request bodies, no paths, no mails ----------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "nearer": {"handlers": ["console"], "level": "INFO"},
        # It would name addresses, and quote failures with what was being written in them.
        "django": {"handlers": ["nowhere"], "level": "ERROR", "propagate": False},
        "django.db": {"handlers": ["nowhere"], "level": "ERROR", "propagate": False},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
