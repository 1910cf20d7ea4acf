"""Sentences for what happened with a customer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kernel.models import AuditEntry

SENTENCES: dict[str, tuple[str, str | Promise]] = {
    "organisation.created": ("building", _("added this customer")),
    "organisation.changed": ("edit", _("changed facts")),
    "organisation.archived": ("box", _("archived this customer")),
    "organisation.restored": ("building", _("took this customer back")),
    "contact.created": ("user", _("added a contact")),
    "contact.changed": ("user", _("changed a contact")),
    "contact.archived": ("user", _("archived a contact")),
    "contact.restored": ("user", _("took a contact back")),
    "contact.undeliverable": ("warn", _("noted that mail comes back")),
    "contract.created": ("contract", _("added a contract")),
    "contract.changed": ("contract", _("changed a contract")),
    "contract.removed": ("contract", _("removed a contract")),
    "contract.restored": ("contract", _("brought a contract back")),
    "deployment.created": ("box", _("added an installation")),
    "deployment.changed": ("box", _("changed an installation")),
    "deployment.removed": ("box", _("removed an installation")),
    "deployment.restored": ("box", _("brought an installation back")),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history: who, what, about what, when."""

    icon: str
    actor: str
    sentence: str | Promise
    detail: str
    at: datetime


def history_lines(entries: Iterable[AuditEntry]) -> list[HistoryLine]:
    """Lines in the order of the entries."""
    return [_line(entry) for entry in entries]


def _line(entry: AuditEntry) -> HistoryLine:
    icon, sentence = SENTENCES.get(entry.verb, ("clock", entry.verb))
    detail = entry.data.get("name") or entry.data.get("number") or entry.data.get("address") or ""
    return HistoryLine(icon, entry.actor_name, sentence, detail if isinstance(detail, str) else "", entry.at)
