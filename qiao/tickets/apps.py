"""Application configuration."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """See README.md."""

    name = "qiao.tickets"
    label = "tickets"
    default_auto_field = "django.db.models.BigAutoField"
