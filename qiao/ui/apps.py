"""Application configuration."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system."""

    name = "qiao.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
