"""Application configuration."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """See README.md."""

    name = "qiao.integrations"
    label = "integrations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Offer the desks one can move in from."""
        from qiao.integrations import zammad, zendesk

        zammad.register()
        zendesk.register()
