"""Delivering outgoing mail: states, attempts with growing pauses, and what the server refused.

A mail goes to `sending` before the server is spoken to, and its row stays locked while that lasts. The outcome is
committed before anything follows from it: once the server's answer is written down, the mail never leaves again,
whatever breaks. Should the process die before that, the state remains: the mail is sent again with the same
Message-ID, which the recipient's server recognises.

Locks: a mail's row comes before its ticket. Whoever holds the ticket already never waits for the row.
"""

from datetime import timedelta
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone

from qiao.channels.events import DeliveryFailed
from qiao.channels.models import Mailbox, OutgoingMail
from qiao.channels.models.outgoing import OutgoingState
from qiao.channels.ports import is_mail_taken, keeper
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
OUTCOME_FIELDS = ["state", "sent_at", "send_at", "last_error", "refused", "taken_for", "is_told"]
ENDS = (OutgoingState.SENT, OutgoingState.FAILED)


@job(queue="mail")
def deliver(outgoing_id: int) -> None:
    """Send one mail if it is due and not being sent already; then report the outcome."""
    if _begin(outgoing_id):
        _send(outgoing_id)
    _tell(outgoing_id)


@job(queue="mail", queueing_lock="deliver_due")
def deliver_due(timestamp: int = 0) -> None:
    """Sweep: overdue mails, those a killed process left unfinished, and outcomes that were not reported."""
    now = timezone.now()
    due = OutgoingMail.objects.filter(state__in=OutgoingMail.UNSENT, send_at__lt=now - OVERDUE)
    stale = OutgoingMail.objects.filter(state=OutgoingState.SENDING, last_attempt_at__lt=now - STALE)
    untold = OutgoingMail.objects.filter(is_told=False)
    for mail_id in (due | stale | untold).order_by("send_at").values_list("pk", flat=True)[:1000]:
        deliver.defer(outgoing_id=mail_id)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failed attempt: 1, 2, 4 … minutes, at most four hours."""
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _locked(outgoing_id: int, **conditions: Any) -> OutgoingMail | None:
    rows = OutgoingMail.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return rows.select_related("mailbox").filter(pk=outgoing_id, **conditions).first()


@transaction.atomic
def _begin(outgoing_id: int) -> bool:
    mail = _locked(outgoing_id, state__in=[*OutgoingMail.UNSENT, OutgoingState.SENDING])
    if mail is None or (mail.state in OutgoingMail.UNSENT and mail.send_at > timezone.now()):
        return False
    if mail.attempts >= MOST_ATTEMPTS:
        mail.last_error = mail.last_error or "the process ended while sending this mail, each time"
        _end(mail)
        mail.save(update_fields=OUTCOME_FIELDS)
        return False
    mail.state, mail.attempts, mail.last_attempt_at = OutgoingState.SENDING, mail.attempts + 1, timezone.now()
    mail.save(update_fields=["state", "attempts", "last_attempt_at"])
    return True


@transaction.atomic
def _send(outgoing_id: int) -> None:
    """One attempt and its outcome, and nothing else that could fail once the server has answered."""
    mail = _locked(outgoing_id, state=OutgoingState.SENDING)
    if mail is not None:
        _settle(mail, _attempt(mail))


def _attempt(mail: OutgoingMail) -> Handed:
    try:
        data = to_bytes(compose(mail))
        recipients = _open_addresses(mail)
    except ValueError as error:
        log.exception("mail.cannot_be_composed", outgoing_id=mail.pk)
        return Handed(error=str(error), is_permanent=True)
    try:
        server = server_for(mail.sending_mailbox)
    except NoServer as error:
        return Handed(taken=tuple(recipients)) if is_mail_taken(data) else Handed(error=str(error))
    return hand_over(server, envelope_sender(mail), recipients, data)


def _open_addresses(mail: OutgoingMail) -> list[str]:
    """As they go over the wire: recipients the server has neither taken the mail for nor refused for good."""
    settled = {*mail.taken_for, *(item["address"] for item in mail.lasting_refusals)}
    wire = [ascii_address(address) for address in mail.recipient_addresses]
    return [address for address in wire if address not in settled]


def _settle(mail: OutgoingMail, result: Handed) -> None:
    now = timezone.now()
    refused = [{"address": item.address, "code": item.code, "text": item.text} for item in result.refused]
    mail.last_error, mail.refused = result.error, [*mail.lasting_refusals, *refused]
    if result.taken:
        mail.taken_for, mail.sent_at = [*mail.taken_for, *result.taken], mail.sent_at or now
    is_complete = not result.error and all(item.is_permanent for item in result.refused)
    if is_complete or result.is_permanent or mail.attempts >= MOST_ATTEMPTS:
        _end(mail)
    else:
        mail.state, mail.send_at, mail.is_told = OutgoingState.QUEUED, now + pause_after(mail.attempts), False
        deliver.defer_at(mail.send_at, outgoing_id=mail.pk)
    mail.save(update_fields=OUTCOME_FIELDS)


def _end(mail: OutgoingMail) -> None:
    mail.state = OutgoingState.SENT if mail.taken_for else OutgoingState.FAILED
    mail.is_told = False


@transaction.atomic
def _tell(outgoing_id: int) -> None:
    """Report an outcome. If this fails, the outcome stays stored and the sweep reports it again."""
    mail = _locked(outgoing_id, is_told=False)
    if mail is None:
        return
    mail.is_told = True
    mail.save(update_fields=["is_told"])
    _note_health(mail)
    for item in mail.lasting_refusals:
        if is_address_dead("failed", item["text"], item["text"]):
            mark_undeliverable(item["address"], f"{item['code']} {item['text']}", by=MACHINE)
    if mail.state in ENDS and (mail.state == OutgoingState.FAILED or mail.refused):
        reach = "partial" if mail.taken_for else OutgoingState.FAILED
        publish(DeliveryFailed(outgoing_id=mail.pk, thread_id=mail.thread_id, state=reach))
    # to the conversation it has left as soon as one recipient's server has it
    keeper().delivery_changed(mail.pk, OutgoingState.SENT if mail.taken_for else mail.state)


def _note_health(mail: OutgoingMail) -> None:
    if mail.mailbox is None:  # erased since
        return
    mailboxes = Mailbox.objects.filter(pk=mail.mailbox.pk)
    if mail.last_error:
        mailboxes.update(last_send_error=mail.last_error, last_send_error_at=mail.last_attempt_at)
    else:
        mailboxes.update(last_sent_at=mail.sent_at, last_send_error="")
