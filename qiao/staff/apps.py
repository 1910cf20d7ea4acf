"""Application configuration."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """See README.md."""

    name = "qiao.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"
