"""Application configuration."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """See README.md."""

    name = "qiao.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
