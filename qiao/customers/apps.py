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
        from qiao.customers import history  # noqa: F401 - formats audit entries
        from qiao.customers.services.importing import register_table_kinds
        from qiao.ui.navigation import Entry, add_module, add_setup_page

        register_table_kinds()
        self._keep_data()
        people = ("/desk/contacts/",)
        add_module(Entry(_("Customers"), "building", "customers:list", "customer.view", 50, "/desk/customers/", people))
        add_setup_page(
            Entry(_("Personal data"), "shield", "customers:data_requests", "privacy.manage", 83, "/setup/privacy/")
        )
        add_setup_page(
            Entry(_("Portal sign-in"), "key", "portal_setup:issuers", "setup.manage", 82, "/setup/portal-sign-in/")
        )
        add_setup_page(Entry(_("Imports"), "upload", "customers:imports", "setup.manage", 92, "/setup/imports/"))

    def _keep_data(self) -> None:
        """Data of persons that we hold ourselves, and files that we let people have."""
        from qiao.customers.ports import register_data_keeper, register_export, register_touchpoints
        from qiao.customers.selectors.exporting import export_lists
        from qiao.customers.selectors.files import may_have_file
        from qiao.customers.selectors.timeline import CustomerTouchpoints
        from qiao.customers.services.privacy.own_data import CustomerData
        from qiao.kernel.files import register_guard

        register_data_keeper("customers", CustomerData())
        register_touchpoints("customers", CustomerTouchpoints())
        register_guard("customers", may_have_file)
        for source in export_lists():
            register_export(source)
