"""Application configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """See README.md."""

    name = "qiao.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take a place among the setup pages, and write down sign-ins."""
        from qiao.kernel.resealing import register_resealer
        from qiao.staff import history  # noqa: F401 - formats audit entries
        from qiao.staff.services.second_factors import reseal_second_factors
        from qiao.staff.sign_in import write_down_sign_ins
        from qiao.ui.navigation import Entry, add_setup_page

        write_down_sign_ins()
        register_resealer(reseal_second_factors)
        add_setup_page(Entry(_("People"), "user", "staff:people", "people.manage", 10, "/setup/people/"))
        add_setup_page(Entry(_("Teams"), "users", "staff:teams", "people.manage", 20, "/setup/teams/"))
        add_setup_page(Entry(_("Audit record"), "shield", "staff:audit", "audit.view", 100, "/setup/audit/"))
        add_setup_page(Entry(_("Webhooks"), "link", "webhooks:list", "setup.manage", 91, "/setup/webhooks/"))
        add_setup_page(Entry(_("API tokens"), "key", "staff:all_tokens", "setup.manage", 90, "/setup/api/"))
        add_setup_page(
            Entry(_("Background work"), "refresh", "staff:background_work", "setup.manage", 101, "/setup/work/")
        )
