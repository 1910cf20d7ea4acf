"""Application configuration."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Machinery with no opinion on support."""

    name = "qiao.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
