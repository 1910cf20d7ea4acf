"""Application configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChannelsConfig(AppConfig):
    """See README.md."""

    name = "qiao.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take a place among the setup pages, and carry the letters of customers."""
        from qiao.channels import history  # noqa: F401 - formats audit entries
        from qiao.channels.services.letters import MailboxPostman
        from qiao.channels.services.personal_data import MailData
        from qiao.customers.ports import register_data_keeper, register_postman
        from qiao.ui.navigation import Entry, add_setup_page

        register_data_keeper("channels", MailData())

        register_postman(MailboxPostman())
        add_setup_page(Entry(_("Mailboxes"), "inbox", "channels:mailboxes", "mail.view", 30, "/setup/mailboxes/"))
        add_setup_page(Entry(_("Mail log"), "mail", "channels:incoming", "mail.view", 31, "/setup/mail/"))
        add_setup_page(Entry(_("Mail wording"), "edit", "channels:templates", "mail.view", 32, "/setup/templates/"))
