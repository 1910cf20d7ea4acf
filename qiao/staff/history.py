"""Sentences for what happened with somebody who works here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kernel.models import AuditEntry
from qiao.staff.models import Role

SENTENCES: dict[str, tuple[str, str | Promise]] = {
    "person.invited": ("mail", _("sent an invitation")),
    "person.invited_again": ("mail", _("sent a new invitation")),
    "person.joined": ("user", _("joined")),
    "person.changed": ("edit", _("changed the profile")),
    "person.roles_changed": ("shield", _("changed the roles")),
    "person.scope_changed": ("box", _("changed the products in scope")),
    "person.deactivated": ("lock", _("deactivated the account")),
    "person.reactivated": ("user", _("reactivated the account")),
    "sign_in.succeeded": ("check", _("signed in")),
    "sign_in.failed": ("warn", _("failed to sign in")),
    "sign_in.ended": ("arrow-right", _("signed out")),
    "sign_in.password_changed": ("lock", _("changed the password")),
    "sign_in.password_reset": ("lock", _("reset the password by mail")),
    "sign_in.password_set": ("lock", _("set a password")),
    "sign_in.factor_added": ("shield", _("added a second factor")),
    "sign_in.factor_removed": ("shield", _("removed a second factor")),
    "sign_in.factor_reset": ("shield", _("made new recovery codes")),
    "sign_in.factor_failed": ("warn", _("failed the second step")),
    "sign_in.session_ended": ("x", _("signed out a device")),
    "sign_in.other_sessions_ended": ("x", _("signed out all other devices")),
    "customers.exported": ("download", _("exported customers")),
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
    return HistoryLine(icon, entry.actor_name, sentence, _detail(entry), entry.at)


def _detail(entry: AuditEntry) -> str:
    if entry.verb == "person.roles_changed":
        labels = dict(Role.choices)
        return ", ".join(str(labels.get(role, role)) for role in entry.data["roles"][1])
    return str(entry.data.get("ip", "")) if entry.actor_kind != "visitor" else ""
