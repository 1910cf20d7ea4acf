"""Application configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CustomersConfig(AppConfig):
    """See README.md."""

    name = "qiao.customers"
    label = "customers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take a place in the module strip, and say how acts on customers read."""
        from qiao.customers import history  # noqa: F401 - says how acts read
        from qiao.ui.navigation import Entry, add_module

        add_module(Entry(_("Customers"), "building", "customers:list", "customer.view", 50, "/desk/customers/"))
