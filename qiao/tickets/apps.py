"""Application configuration."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    """See README.md."""

    name = "qiao.tickets"
    label = "tickets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name ourselves keeper of the conversations that channels carries."""
        from qiao.channels.ports import register_keeper
        from qiao.tickets.services.receiving import TicketKeeper

        register_keeper(TicketKeeper())
