"""Setting up mailboxes and wording, and trying their connections."""

import smtplib
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from imapclient.exceptions import IMAPClientError

from qiao.channels.errors import ServerNotProposed
from qiao.channels.models import Mailbox, MailTemplate
from qiao.channels.models.mailbox import Incoming
from qiao.channels.selectors import likely_server_of
from qiao.channels.services.imap import connected
from qiao.channels.services.smtp import NoServer, connect, server_for
from qiao.channels.services.troubles import trouble
from qiao.channels.wording import Wording
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.products.models import Product

SECRET_FIELDS = (
    "imap_password", "oauth_client_secret", "oauth_refresh_token", "smtp_password", "smime_key", "pgp_key",
)  # fmt: skip
TEST_TIMEOUT = 10
_WRITTEN_ALWAYS = ("settings_stamp", "oauth_access_token", "oauth_expires_at")


@transaction.atomic
def save_mailbox(mailbox: Mailbox, changed: list[str], *, by: Actor) -> Mailbox:
    """Store a new or changed mailbox. The audit entry names changed fields, never secrets.

    Only the changed fields are written: meanwhile the worker notes the mailbox's health and renews its tokens.
    """
    is_new = mailbox.pk is None
    mailbox.address = mailbox.address.strip().lower()
    mailbox.aliases = [alias.strip().lower() for alias in mailbox.aliases if alias.strip()]
    mailbox.settings_stamp = timezone.now()
    mailbox.oauth_access_token, mailbox.oauth_expires_at = "", None
    if "smime_certificate" in changed:  # a key goes with its certificate
        changed = [*changed, "smime_key"]
    mailbox.save(update_fields=None if is_new else {*changed, *_WRITTEN_ALWAYS})
    record(by, "mailbox.added" if is_new else "mailbox.changed", mailbox, data={"fields": changed})
    return mailbox


@transaction.atomic
def trust_server(mailbox_id: int, name: str, *, by: Actor) -> None:
    """Trust the sender checks of the mail server with this name, which the last mails propose, from now on.

    Raises ServerNotProposed.
    """
    mailbox = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox_id)
    proposed = likely_server_of(mailbox)
    if proposed is None or proposed.name != name:
        raise ServerNotProposed(name=name[:255])
    mailbox.authserv_id, mailbox.settings_stamp = name, timezone.now()
    mailbox.save(update_fields=["authserv_id", "settings_stamp"])
    record(by, "mailbox.changed", mailbox, data={"fields": ["authserv_id"]})


@transaction.atomic
def save_template(kind: str, language: str, product: Product | None, wording: Wording, *, by: Actor) -> MailTemplate:
    """Store wording that replaces the default one, for a product or (null) for all."""
    template, _is_new = MailTemplate.objects.update_or_create(
        kind=kind, language=language, product=product,
        defaults={"subject": wording.subject, "body": wording.body},
    )  # fmt: skip
    record(by, "template.changed", template, data={"kind": kind, "language": language})
    return template


@transaction.atomic
def drop_template(kind: str, language: str, product: Product | None, *, by: Actor) -> None:
    """Go back to the default wording, if another was stored."""
    rows = MailTemplate.objects.select_for_update(no_key=True)
    template = rows.filter(kind=kind, language=language, product=product).first()
    if template:
        record(by, "template.dropped", template, data={"kind": kind, "language": language})
        template.delete()


@dataclass(frozen=True, slots=True)
class ConnectionReport:
    """What the servers said: "" means it worked, null that there is nothing to try."""

    incoming: str | None
    outgoing: str | None
    tried_at: datetime

    @property
    def is_well(self) -> bool:
        """True when everything that could be tried worked."""
        return not self.incoming and not self.outgoing


def try_connections(mailbox: Mailbox) -> ConnectionReport:
    """Sign in to both servers and leave again; nothing is fetched, sent or changed."""
    incoming = _try_imap(mailbox) if mailbox.incoming == Incoming.IMAP else None
    return ConnectionReport(incoming=incoming, outgoing=_try_smtp(mailbox), tried_at=timezone.now())


def _try_imap(mailbox: Mailbox) -> str:
    try:
        with connected(mailbox, timeout=TEST_TIMEOUT) as client:
            client.select_folder(mailbox.imap_folder, readonly=True)
            if mailbox.imap_move_to and not client.folder_exists(mailbox.imap_move_to):
                return _("There is no folder %(name)s.") % {"name": mailbox.imap_move_to}
    except (OSError, IMAPClientError, ValueError) as error:
        return trouble(error)
    return ""


def _try_smtp(mailbox: Mailbox) -> str:
    try:
        connect(server_for(mailbox), timeout=TEST_TIMEOUT).quit()
    except NoServer as error:
        return str(error)
    except (OSError, smtplib.SMTPException) as error:
        return trouble(error)
    return ""
