"""Delivering outgoing mail: states, attempts with growing pauses, and what the server refused.

A mail goes to `sending` before the server is spoken to, and its row stays locked while that lasts. Should the
process die, the lock is gone but the state remains: the mail is sent again with the same Message-ID, which
the recipient's server recognises.
"""

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from qiao.channels.events import DeliveryFailed
from qiao.channels.models import Mailbox, OutgoingMail
from qiao.channels.models.outgoing import OutgoingState
from qiao.channels.ports import keeper
from qiao.channels.rules.composing import ascii_address, to_bytes
from qiao.channels.rules.undeliverable import is_address_dead
from qiao.channels.services.composing import compose, envelope_sender
from qiao.channels.services.smtp import Handed, NoServer, hand_over, server_for
from qiao.customers.public import mark_undeliverable
from qiao.kernel.access import Actor
from qiao.kernel.events import publish
from qiao.kernel.jobs import job

log = structlog.get_logger("qiao.channels.delivering")

MACHINE = Actor.system("mail")
MOST_ATTEMPTS = 14
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
OVERDUE = timedelta(seconds=30)
STALE = timedelta(minutes=3)


@job(queue="mail")
def deliver(outgoing_id: int) -> None:
    """Send one mail if its moment has come and nobody else is sending it."""
    if not _begin(outgoing_id):
        return
    with transaction.atomic():
        mail = _locked(outgoing_id, OutgoingState.SENDING)
        if mail is None:
            return
        _settle(mail, _attempt(mail))


@job(queue="mail", queueing_lock="deliver_due")
def deliver_due(timestamp: int = 0) -> None:
    """Sweep: mails whose moment has passed, and those a dead process left in the middle."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(state__in=OutgoingMail.UNSENT, send_at__lt=now - OVERDUE)
    stale = OutgoingMail.objects.filter(state=OutgoingState.SENDING, last_attempt_at__lt=now - STALE)
    for mail_id in (due | stale).order_by("send_at").values_list("pk", flat=True)[:1000]:
        deliver.defer(outgoing_id=mail_id)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failed attempt: 1, 2, 4 … minutes, at most four hours."""
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _locked(outgoing_id: int, *states: str) -> OutgoingMail | None:
    rows = OutgoingMail.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return rows.select_related("mailbox").filter(pk=outgoing_id, state__in=states).first()


@transaction.atomic
def _begin(outgoing_id: int) -> bool:
    mail = _locked(outgoing_id, *OutgoingMail.UNSENT, OutgoingState.SENDING)
    if mail is None or (mail.state in OutgoingMail.UNSENT and mail.send_at > timezone.now()):
        return False
    mail.state, mail.attempts, mail.last_attempt_at = OutgoingState.SENDING, mail.attempts + 1, timezone.now()
    mail.save(update_fields=["state", "attempts", "last_attempt_at"])
    return True


def _attempt(mail: OutgoingMail) -> Handed:
    try:
        server = server_for(mail.sending_mailbox)
    except NoServer as error:
        return Handed(error=str(error))
    try:
        data = to_bytes(compose(mail))
        recipients = [ascii_address(address) for address in mail.recipient_addresses]
    except ValueError as error:
        log.exception("mail.cannot_be_composed", outgoing_id=mail.pk)
        return Handed(error=str(error), is_permanent=True)
    return hand_over(server, envelope_sender(mail), recipients, data)


def _settle(mail: OutgoingMail, result: Handed) -> None:
    now = timezone.now()
    mail.last_error = result.error
    mail.refused = [{"address": item.address, "code": item.code, "text": item.text} for item in result.refused]
    if not result.error:
        mail.state, mail.sent_at = OutgoingState.SENT, now
        Mailbox.objects.filter(pk=mail.sending_mailbox.pk).update(last_sent_at=now, last_send_error="")
    else:
        Mailbox.objects.filter(pk=mail.sending_mailbox.pk).update(last_send_error=result.error, last_send_error_at=now)
        if result.is_permanent or mail.attempts >= MOST_ATTEMPTS:
            mail.state = OutgoingState.FAILED
            publish(DeliveryFailed(outgoing_id=mail.pk, thread_id=mail.thread_id, state=mail.state))
        else:
            mail.state, mail.send_at = OutgoingState.QUEUED, now + pause_after(mail.attempts)
            deliver.defer_at(mail.send_at, outgoing_id=mail.pk)
    mail.save(update_fields=["state", "sent_at", "send_at", "last_error", "refused"])
    _mark_dead_addresses(result)
    keeper().delivery_changed(mail.pk, mail.state)


def _mark_dead_addresses(result: Handed) -> None:
    for item in result.refused:
        if item.is_permanent and is_address_dead("failed", item.text, item.text):
            mark_undeliverable(item.address, f"{item.code} {item.text}", by=MACHINE)
