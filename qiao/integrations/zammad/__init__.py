"""Zammad: moving in over its REST API."""

from django.utils.translation import gettext_lazy as _

from qiao.integrations.zammad.source import ZammadSource
from qiao.tickets.ports import DeskKind, add_desk_kind


def register() -> None:
    """Offer Zammad as a desk to move in from."""
    words = _("Through its REST API, with an access token of an agent who sees all groups")
    add_desk_kind(DeskKind("zammad", "Zammad", words, ("address", "token"), ZammadSource))
