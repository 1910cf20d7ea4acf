"""Zendesk: moving in over its incremental exports, or from the files of its own export."""

from django.utils.translation import gettext_lazy as _

from qiao.integrations.zendesk.exported import ZendeskFiles
from qiao.integrations.zendesk.source import ZendeskSource
from qiao.tickets.ports import DeskKind, add_desk_kind


def register() -> None:
    """Offer Zendesk as a desk to move in from."""
    words = _("Through its export API, with the mail address and an API token of an administrator")
    add_desk_kind(DeskKind("zendesk", "Zendesk", words, ("address", "login", "token"), ZendeskSource))
    files = _("From the files of its JSON export, single or in a ZIP archive; attachments are named, not imported")
    add_desk_kind(DeskKind("zendesk-files", _("Zendesk, exported files"), files, ("file",), ZendeskFiles))
