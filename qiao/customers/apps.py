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
        from qiao.customers.services.importing import register_table_kinds
        from qiao.ui.navigation import Entry, add_module, add_setup_page

        register_table_kinds()
        add_module(Entry(_("Customers"), "building", "customers:list", "customer.view", 50, "/desk/customers/"))
        add_setup_page(Entry(_("Imports"), "upload", "customers:imports", "setup.manage", 90, "/setup/imports/"))
