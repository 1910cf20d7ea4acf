"""Zendesk: moving in over its incremental exports."""

from django.utils.translation import gettext_lazy as _

from qiao.integrations.zendesk.source import ZendeskSource
from qiao.tickets.ports import DeskKind, add_desk_kind


def register() -> None:
    """Offer Zendesk as a desk to move in from."""
    words = _("Over its export API, with the mail address and an API token of an administrator")
    add_desk_kind(DeskKind("zendesk", "Zendesk", words, ("address", "login", "token"), ZendeskSource))
