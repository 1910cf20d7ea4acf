"""Application configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsConfig(AppConfig):
    """See README.md."""

    name = "qiao.products"
    label = "products"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take a place in the module strip and on the person's page, and say how acts on products read."""
        from qiao.products import history, panels  # noqa: F401 - say how acts read, register boxes
        from qiao.ui.navigation import Entry, add_module, add_setup_page

        add_module(Entry(_("Products"), "box", "products:list", "product.view", 60, "/desk/products/"))
        add_setup_page(Entry(_("Portal"), "globe", "portal_setup:brands", "setup.manage", 81, "/setup/portal/"))
