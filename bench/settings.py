"""The product's settings, without the pool: one connection that can be watched."""

from qiao.site.settings import *  # noqa: F403
from qiao.site.settings import DATABASES, STORAGES

DATABASES["default"]["OPTIONS"] = {}
DATABASES["default"]["CONN_MAX_AGE"] = None
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ALLOWED_HOSTS = ["*"]
