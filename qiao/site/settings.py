"""Settings, read from the environment (names start with QIAO_; docs/guides/en/settings.md lists them)."""

import os
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kernel import terminal
from qiao.kernel.postgres import EmbeddedPostgres
from qiao.kernel.settings import SettingWrong, env_bool, env_choice, env_hidden, env_int, env_list, env_secret, env_str

DATA = Path(env_str("QIAO_DATA", ".qiao")).absolute()
DEBUG = env_bool("QIAO_DEBUG")
SECRET_KEY = env_secret("QIAO_SECRET_KEY", generated_at=DATA / "secret.key")
SECRETS_KEYS = [SECRET_KEY, *env_list("QIAO_OLD_SECRET_KEYS")]
WEB_PORT = env_int("QIAO_WEB_PORT", 8000)
ADDRESS = env_str("QIAO_ADDRESS", f"http://127.0.0.1:{WEB_PORT}").rstrip("/")
LIVE_ADDRESS = env_str("QIAO_LIVE_ADDRESS").rstrip("/")
LIVE_PORT = env_int("QIAO_LIVE_PORT", 8001)
WORKERS = env_int("QIAO_WORKERS", min(2, os.cpu_count() or 1))
BIND = env_str("QIAO_BIND", "127.0.0.1")
MAIL_PORT = env_int("QIAO_MAIL_PORT", 8025)
ALLOWED_HOSTS = env_list("QIAO_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = [ADDRESS]
IS_HTTPS = ADDRESS.startswith("https://")
MAIL_DOMAIN = env_str("QIAO_MAIL_DOMAIN", "support.example.com")
TICKET_PREFIX = env_str("QIAO_TICKET_PREFIX", "Q")
# names of ticket states are looked up again after so many seconds; None: only after a change in this process
STATE_NAMES_FRESH_SECONDS: float | None = 5.0

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "template_partials",
    "django_htmx",
    "procrastinate.contrib.django",
    "qiao.kernel",
    "qiao.ui",
    "qiao.staff",
    "qiao.products",
    "qiao.customers",
    "qiao.channels",
    "qiao.tickets",
    "qiao.integrations",
    "qiao.site.demo",
    # after our own, so that our sign-in templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qiao.site.middleware.security_headers",
    "qiao.site.portal_hosts.keep_to_the_portal",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "qiao.staff.sessions.PersonMiddleware",
    "qiao.kernel.i18n.PersonLocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "qiao.site.middleware.answer_refusals",
    "allauth.account.middleware.AccountMiddleware",
    "qiao.staff.sessions.note_activity",
]

ROOT_URLCONF = "qiao.site.urls"
WSGI_APPLICATION = "qiao.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [("qiao.ui.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qiao.ui.context.page",
            ],
        },
    },
]

DATABASE_URL = env_hidden("QIAO_DATABASE_URL")
EMBEDDED: EmbeddedPostgres | None = None if DATABASE_URL else EmbeddedPostgres(DATA / "postgres")
_pool: dict[str, Any] = {"min_size": 1, "max_size": env_int("QIAO_DATABASE_POOL", 10), "timeout": 20}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "qiao.kernel.database",
        "NAME": "qiao",
        "USER": "postgres",
        "HOST": str(EMBEDDED.socket_dir) if EMBEDDED else "",
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {"pool": _pool},
    }
}
if DATABASE_URL:
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        _parts = conninfo_to_dict(DATABASE_URL)
    except ProgrammingError:
        # what the driver says may quote the password
        _example = "postgresql://user:password@host/database"
        raise SettingWrong(
            terminal.gettext(
                "QIAO_DATABASE_URL cannot be read: write %s; a space in the password as %%20, an @ as %%40."
            )
            % _example
        ) from None
    DATABASES["default"] |= {
        "NAME": _parts.pop("dbname", "qiao"),
        "USER": _parts.pop("user", ""),
        "PASSWORD": _parts.pop("password", ""),
        "HOST": _parts.pop("host", ""),
        "PORT": str(_parts.pop("port", "")),
        "OPTIONS": {"pool": _pool, **_parts},
    }
AUTH_USER_MODEL = "staff.Person"
AUTHENTICATION_BACKENDS = [
    "qiao.staff.backends.ModelBackend",
    "qiao.staff.backends.AddressBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

SESSION_ENGINE = "qiao.staff.session_store"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = env_int("QIAO_SESSION_HOURS", 24 * 14) * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = env_int("QIAO_HSTS_SECONDS", 0)
X_FRAME_OPTIONS = "DENY"
if env_bool("QIAO_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# PostgreSQL is the only server: counters of failed sign-ins must be the same in every process
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        # a full cache drops living entries too: nobody shall reset the counters by filling it
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

EMAIL_HOST = env_str("QIAO_STAFF_MAIL_HOST")
EMAIL_PORT = env_int("QIAO_STAFF_MAIL_PORT", 587)
EMAIL_HOST_USER = env_str("QIAO_STAFF_MAIL_USER")
EMAIL_HOST_PASSWORD = env_hidden("QIAO_STAFF_MAIL_PASSWORD")
EMAIL_USE_SSL = env_bool("QIAO_STAFF_MAIL_TLS")
EMAIL_USE_TLS = not EMAIL_USE_SSL and env_bool("QIAO_STAFF_MAIL_STARTTLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env_str("QIAO_STAFF_MAIL_FROM", f"Qiao <qiao@{MAIL_DOMAIN}>")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
TIME_ZONE = env_str("QIAO_TIME_ZONE", "Asia/Shanghai")
USE_TZ = True
USE_I18N = True
LOCALE_PATHS = [Path(__file__).parent / "locale"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "unused"
FILES_BACKEND = env_choice("QIAO_FILES", ("local", "s3"))
FILES_ROOT = DATA / "files"
S3_ENDPOINT = env_str("QIAO_S3_ENDPOINT")
S3_BUCKET = env_str("QIAO_S3_BUCKET")
S3_ACCESS_KEY = env_str("QIAO_S3_ACCESS_KEY")
S3_SECRET_KEY = env_hidden("QIAO_S3_SECRET_KEY")
S3_REGION = env_str("QIAO_S3_REGION")
HTTP_ALLOWED_HOSTS = env_list("QIAO_TRUSTED_HOSTS")
API_REQUESTS_PER_MINUTE = env_int("QIAO_API_REQUESTS_PER_MINUTE", 3_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
PROCRASTINATE_IMPORT_PATHS = [
    "qiao.kernel.webhooks.delivering",
    "qiao.kernel.api.upkeep",
    "qiao.kernel.events",
    "qiao.kernel.jobs.upkeep",
    "qiao.kernel.tables.running",
    "qiao.tickets.services.importing.running",
]

SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]  # HTTPS is the operator's choice: QIAO_ADDRESS

from qiao.site.log import LOGGING  # noqa: E402, F401
from qiao.site.sign_in import *  # noqa: E402, F403
