"""Settings of the test suite: the same product on a throw-away embedded server."""

import os
import tempfile
from pathlib import Path

# Playwright keeps an event loop in the thread of the tests; Django would refuse to speak to the database there
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
os.environ.setdefault("QIAO_DATA", tempfile.mkdtemp(prefix="qiao-test-"))

from qiao.kernel.postgres import EmbeddedPostgres
from qiao.site.settings import *  # noqa: F403
from qiao.site.settings import DATABASE_URL, DATABASES, STORAGES

TEST_SERVER = (
    None
    if DATABASE_URL
    else EmbeddedPostgres(
        Path(".qiao-test").absolute() / os.environ.get("QIAO_TEST_NAME", "default") / "postgres",
        {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB"},
    )
)
if TEST_SERVER:
    DATABASES["default"]["HOST"] = str(TEST_SERVER.socket_dir)
DATABASES["default"]["OPTIONS"] = {}
DATABASES["default"]["TEST"] = {"NAME": "test_qiao"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["*"]
ACCOUNT_RATE_LIMITS = {}

# a lookup now and then would make numbers of statements differ
STATE_NAMES_FRESH_SECONDS = None
