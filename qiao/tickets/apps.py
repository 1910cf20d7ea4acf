"""Application configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    """See README.md."""

    name = "qiao.tickets"
    label = "tickets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name ourselves keeper of the conversations that channels carries, and of the files in them."""
        from qiao.channels.ports import register_keeper
        from qiao.kernel.files import register_guard, register_holder
        from qiao.kernel.tables import OtherDoor, add_other_door
        from qiao.tickets.selectors.scope import files_in_waiting, may_have_file
        from qiao.tickets.services.importing import register_ticket_table
        from qiao.tickets.services.receiving import TicketKeeper

        register_ticket_table()
        words = _("Tickets with messages, files, people and customers from your previous help desk")
        add_other_door(OtherDoor(_("Another help desk"), words, "inbox", "tickets:desk-imports"))
        register_keeper(TicketKeeper())
        register_guard("tickets", may_have_file)
        register_holder("tickets", files_in_waiting)
        self._join_customers()
        self._take_places()

    def _join_customers(self) -> None:
        """What customers asks of those above: data of persons, touchpoints, lists as files."""
        from qiao.customers.ports import register_data_keeper, register_export, register_touchpoints
        from qiao.tickets.selectors.exporting import ticket_list
        from qiao.tickets.selectors.touchpoints import TicketTouchpoints
        from qiao.tickets.services.personal_data import TicketData

        register_data_keeper("tickets", TicketData())
        register_touchpoints("tickets", TicketTouchpoints())
        register_export(ticket_list())

    def _take_places(self) -> None:
        """Places in the module strip, the setup pages and other domains' pages."""
        from qiao.tickets import history, panels  # noqa: F401 - say how acts read, hang boxes
        from qiao.tickets.labels import STATE_LABELS
        from qiao.ui.marks import name_states
        from qiao.ui.navigation import Entry, add_module, add_setup_page

        name_states(STATE_LABELS)

        add_module(Entry(_("Tickets"), "ticket", "tickets:desk", "ticket.view", 10, "/desk/"))
        add_module(Entry(_("Search"), "search", "tickets:search", "search", 70, "/desk/search/"))
        for entry in (
            Entry(_("Quick replies"), "bolt", "tickets:quick-replies", "ticket.reply", 40, "/setup/quick-replies/"),
            Entry(_("Ticket fields"), "sliders", "tickets:fields-setup", "setup.manage", 50, "/setup/fields/"),
            Entry(_("States"), "st-open", "tickets:states", "setup.manage", 55, "/setup/states/"),
            Entry(_("Service targets"), "clock", "tickets:targets", "setup.manage", 60, "/setup/targets/"),
            Entry(_("Working calendars"), "calendar", "tickets:calendars", "setup.manage", 70, "/setup/calendars/"),
            Entry(_("Kinds of request"), "chat", "portal_setup:request-types", "setup.manage", 80, "/setup/requests/"),
        ):
            add_setup_page(entry)
