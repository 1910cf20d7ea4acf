"""Periodic jobs of channels, and where the worker finds the others."""

import structlog
from django.utils import timezone
from imapclient.exceptions import IMAPClientError

from qiao.channels.models import RawMail
from qiao.channels.models.mailbox import Incoming
from qiao.channels.selectors import active_mailboxes
from qiao.channels.services.delivering import deliver, deliver_due
from qiao.channels.services.fetching import fetch_mailbox
from qiao.channels.services.keeping import forget_some, mailboxes_that_forget
from qiao.channels.services.letters import send_letter
from qiao.channels.services.processing import process_waiting, watch_waiting
from qiao.kernel.jobs import job

log = structlog.get_logger("qiao.channels.tasks")

FRESH_SECONDS = 50

__all__ = [
    "deliver",
    "deliver_due",
    "fetch_all",
    "fetch_one",
    "forget_originals",
    "process_waiting",
    "send_letter",
    "sweep_waiting",
    "watch_waiting",
]


@job(queue="mail", queueing_lock="fetch_all")
def fetch_all(timestamp: int = 0) -> None:
    """Fetch every IMAP mailbox that no watcher has looked at within the last minute."""
    now = timezone.now()
    for mailbox in active_mailboxes().filter(incoming=Incoming.IMAP):
        age = (now - mailbox.last_fetch_at).total_seconds() if mailbox.last_fetch_at else FRESH_SECONDS
        if age >= FRESH_SECONDS:
            fetch_one.defer(mailbox_id=mailbox.pk)


@job(queue="mail")
def fetch_one(mailbox_id: int) -> None:
    """Fetch one mailbox; errors are shown in its health and retried in a minute."""
    try:
        fetch_mailbox(mailbox_id)
    except (OSError, IMAPClientError) as error:
        log.warning("imap.failed", mailbox_id=mailbox_id, error=str(error))


@job(queue="mail", queueing_lock="forget_originals")
def forget_originals(timestamp: int = 0) -> None:
    """Delete originals that were kept as long as their mailbox says."""
    for mailbox_id in mailboxes_that_forget():
        while forget_some(mailbox_id, now=timezone.now()):
            pass


@job(queue="mail", queueing_lock="sweep_waiting")
def sweep_waiting(timestamp: int = 0) -> None:
    """Make sure that waiting mail is being processed."""
    if RawMail.objects.filter(state="waiting", next_attempt_at__lte=timezone.now()).exists():
        process_waiting.defer()
