"""Deciding what becomes of one mail. Runs inside the transaction that holds its row."""

from django.utils import timezone

from qiao.channels.events import MailQuarantined
from qiao.channels.models import RawMail
from qiao.channels.models.raw_mail import RawState
from qiao.channels.ports import Authentication, Received, ThreadVerdict, keeper
from qiao.channels.rules.authentication import trusted_checks
from qiao.channels.rules.identity import body_hash, generated_id
from qiao.channels.rules.mail import Machine, ParsedMail
from qiao.channels.rules.threading import newest_first, normal_id
from qiao.channels.selectors import originals_besides, own_addresses
from qiao.channels.services.bodies import incoming_mail, sender_of
from qiao.channels.services.bounces import take_bounce
from qiao.channels.services.confirming import confirm_receipt
from qiao.channels.services.reading import NO_KEYS, read_mail
from qiao.channels.services.screening import (
    Stop,
    colleague_at,
    stop_before_threading,
    stop_malware,
    stop_new_conversation,
    stop_thread_too_fast,
)
from qiao.channels.services.threads import find_thread, lock_ids, remember_ids
from qiao.kernel.database import pipelined
from qiao.kernel.events import publish
from qiao.kernel.files import read
from qiao.kernel.writing import update

OUTCOME_FIELDS = [
    "state",
    "reason",
    "detail",
    "processed_at",
    "rfc_id",
    "has_generated_id",
    "body_sha256",
    "duplicate_of",
    "thread",
    "ticket_number",
    "sender",
    "sender_name",
    "subject",
    "machine_kind",
    "confirmation",
]


def receive_mail(raw: RawMail) -> None:
    """Read a waiting mail and bring it to its outcome."""
    data = read(raw.file)
    mail = read_mail(data, raw.mailbox.keys if raw.mailbox else NO_KEYS)
    if raw.envelope_from is not None:
        mail.return_path = raw.envelope_from
    machine = _machine(raw, mail)
    _describe(raw, mail, machine)
    if stop := stop_malware(raw, data, mail):
        finish(raw, stop.state, stop.reason, stop.detail)
        return
    lock_ids([normal_id(mail.message_id), *newest_first(mail.in_reply_to, mail.references)])
    if _identify(raw, mail, data):
        return
    own = own_addresses()
    authentication = _authentication(raw, mail)
    stop = stop_before_threading(raw, mail, machine, authentication, own)
    if stop:
        finish(raw, stop.state, stop.reason, stop.detail)
        return
    verdict = find_thread(mail, raw, authentication, sender=raw.sender)
    if machine.kind == "bounce" and (received := take_bounce(raw, mail, verdict)):
        _settle(raw, mail, received, "bounce")
        return
    stop = _stop(raw, machine, verdict)
    if stop:
        finish(raw, stop.state, stop.reason, stop.detail)
        return
    _hand_over(raw, mail, machine, authentication, verdict, own)


def finish(raw: RawMail, state: str, reason: str, detail: str = "") -> None:
    """Process a mail to its outcome; those who manage mail are told of quarantined mail."""
    raw.state, raw.reason, raw.detail = state, reason, detail[:2000]
    raw.processed_at = timezone.now()
    update(raw, OUTCOME_FIELDS)
    if state == RawState.QUARANTINED:
        publish(MailQuarantined(raw_id=raw.pk, mailbox_id=raw.mailbox_id, reason=reason))


def _stop(raw: RawMail, machine: Machine, verdict: ThreadVerdict) -> Stop | None:
    if verdict.thread_id is None:
        return stop_new_conversation(raw, machine)
    return stop_thread_too_fast(raw, verdict.thread_id)


def _hand_over(
    raw: RawMail,
    mail: ParsedMail,
    machine: Machine,
    authentication: Authentication,
    verdict: ThreadVerdict,
    own: frozenset[str],
) -> None:
    colleague = _proven_colleague(raw.sender, authentication)
    incoming = incoming_mail(
        raw, mail, authentication=authentication, machine=machine, own=own, staff_person_id=colleague
    )
    received = keeper().receive(incoming, verdict)
    is_new = received.thread_id not in {verdict.thread_id, *verdict.possibly_related}
    if received.outcome == "ticketed":
        raw.confirmation = confirm_receipt(raw, incoming, received, own) or "sent"
    _settle(raw, mail, received, "new" if received.outcome == "ticketed" else verdict.how, is_new=is_new)


def _settle(raw: RawMail, mail: ParsedMail, received: Received, reason: str, *, is_new: bool = False) -> None:
    raw.thread_id, raw.ticket_number = received.thread_id, received.ticket_number
    with pipelined():
        remember_ids(received.thread_id, mail, raw.rfc_id, is_new=is_new)
        finish(raw, received.outcome, reason)


def _machine(raw: RawMail, mail: ParsedMail) -> Machine:
    """The parser's verdict, and what the envelope adds to it."""
    if mail.machine.kind is None and raw.envelope_from == "":
        return Machine("system", ("null-envelope-sender",))
    return mail.machine


def _describe(raw: RawMail, mail: ParsedMail, machine: Machine) -> None:
    """What the mail log shows of it."""
    sender = sender_of(mail)
    raw.sender, raw.sender_name = sender.address.lower()[:320], _plain(sender.name)[:200]
    raw.subject, raw.machine_kind = _plain(mail.subject)[:500], machine.kind or ""


def _plain(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _identify(raw: RawMail, mail: ParsedMail, data: bytes) -> bool:
    """Set the mail's identity; True when it is another delivery of a known mail, which ends processing."""
    raw.rfc_id, raw.body_sha256 = normal_id(mail.message_id) or generated_id(data), body_hash(data)
    raw.has_generated_id = not mail.message_id
    same_id = originals_besides(raw)
    original = next((other for other in same_id if other.body_sha256 == raw.body_sha256), None)
    if same_id and original is None:
        # a sender that uses one id for many mails: each is a mail of its own
        raw.rfc_id, raw.has_generated_id = generated_id(data), True
        original = next(iter(originals_besides(raw)), None)
    if original is None:
        return False
    raw.duplicate_of, raw.thread, raw.ticket_number = original, original.thread, original.ticket_number
    finish(raw, RawState.SUPPRESSED, "duplicate")
    return True


def _authentication(raw: RawMail, mail: ParsedMail) -> Authentication:
    checks = trusted_checks(mail.authentication_results, raw.mailbox.authserv_id if raw.mailbox else "")
    return Authentication(dmarc=checks.dmarc, spf=checks.spf, dkim=checks.dkim, details=checks.header)


def _proven_colleague(sender: str, authentication: Authentication) -> int | None:
    return colleague_at(sender) if authentication.dmarc == "pass" else None
