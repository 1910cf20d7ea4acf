"""Sentences for what happened with somebody who works here."""

from django.utils.translation import gettext_lazy as _

from qiao.kernel.history import Words, name_objects, word_acts
from qiao.kernel.models import AuditEntry
from qiao.staff.models import Role

SENTENCES: dict[str, Words] = {
    "demo.filled": ("box", _("filled the demo company")),
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
}

OTHER: dict[str, Words] = {
    "team.created": ("users", _("added a team")),
    "team.changed": ("edit", _("changed a team")),
    "team.archived": ("users", _("archived a team")),
    "team.restored": ("users", _("took a team back")),
    "audit.exported": ("download", _("exported the audit record")),
    "api_token.issued": ("key", _("made an API token")),
    "api_token.revoked": ("key", _("revoked an API token")),
    "import.started": ("upload", _("started an import")),
    "import.run": ("upload", _("imported a table")),
    "import.stopped": ("x", _("stopped an import")),
    "import.continued": ("refresh", _("resumed an import")),
    "import.undone": ("undo", _("took an import back")),
    "webhook.saved": ("link", _("saved a webhook")),
    "webhook.deleted": ("trash", _("deleted a webhook")),
    "webhook.switched_on": ("check", _("switched a webhook on")),
    "webhook.switched_off": ("pause", _("switched a webhook off")),
    "webhook.secret_rotated": ("key", _("changed the secret of a webhook")),
    "webhook.replayed": ("refresh", _("sent a webhook again")),
    "webhook.tested": ("bolt", _("tried a webhook out")),
    "job.retried": ("refresh", _("tried a background job again")),
    "job.discarded": ("trash", _("gave up a background job")),
}

OBJECTS = {
    "staff.person": _("Person"),
    "staff.team": _("Team"),
    "kernel.apitoken": _("API token"),
    "kernel.webhookendpoint": _("Webhook"),
    "kernel.tableimport": _("Import"),
    "procrastinate.procrastinatejob": _("Job"),
}


def _detail(entry: AuditEntry) -> str:
    """The new roles, or the address somebody signed in from."""
    if entry.verb == "person.roles_changed":
        labels = dict(Role.choices)
        return ", ".join(str(labels.get(role, role)) for role in entry.data["roles"][1])
    return str(entry.data.get("ip", "")) if entry.actor_kind != "visitor" else ""


word_acts(SENTENCES, detail=_detail)
word_acts(OTHER)
name_objects(OBJECTS)
