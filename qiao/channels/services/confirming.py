"""Confirmations of receipt, under rules that keep them from becoming a mail storm or a relay."""

from datetime import timedelta

from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from qiao.channels.models import AckSent, RawMail
from qiao.channels.ports import IncomingMail, Received
from qiao.channels.rules.confirmations import ConfirmationFacts, reason_not_to_confirm
from qiao.channels.rules.mail import Address
from qiao.channels.rules.templates import VARIABLE
from qiao.channels.selectors import is_own, wording_for
from qiao.channels.services.sending import Draft, send_mail
from qiao.channels.wording import SAFE_FOR_STRANGERS, Wording
from qiao.customers.models import ContactPoint
from qiao.kernel.access import Actor
from qiao.kernel.i18n import in_language

MACHINE = Actor.system("mail")
WINDOW = timedelta(hours=1)


def confirm_receipt(raw: RawMail, mail: IncomingMail, received: Received, own: frozenset[str]) -> str:
    """Confirm a new ticket to its sender; returns "" or the code of the rule that forbade it."""
    reason = reason_not_to_confirm(_facts(raw, mail, received, own))
    if reason:
        return reason
    AckSent.objects.create(address=raw.sender, thread_id=received.thread_id)
    send_mail(received.thread_id, _draft(raw, mail, received), by=MACHINE, hold_seconds=0)
    return ""


def _facts(raw: RawMail, mail: IncomingMail, received: Received, own: frozenset[str]) -> ConfirmationFacts:
    sent = AckSent.objects.filter(address=raw.sender)
    points = ContactPoint.objects.filter(kind="email", value_norm=raw.sender, undeliverable_at__isnull=False)
    return ConfirmationFacts(
        address=raw.sender,
        envelope_from=mail.parsed.return_path,
        is_machine=mail.is_machine,
        is_released=raw.is_released,
        is_address_valid=mail.is_address_valid,
        is_own_mailbox=is_own(raw.sender, own),
        is_undeliverable=points.exists(),
        is_forged=mail.authentication.dmarc == "fail",
        wanted=received.may_confirm and bool(raw.mailbox and raw.mailbox.sends_ack),
        sent_last_hour=sent.filter(sent_at__gt=timezone.now() - WINDOW).count(),
        sent_in_thread=sent.filter(thread_id=received.thread_id).count(),
    )


def _draft(raw: RawMail, mail: IncomingMail, received: Received) -> Draft:
    kind = "oversized" if raw.is_cut else "ack"
    wording = wording_for(kind, mail.product_id, received.language)
    values = dict(received.variables)
    if not _is_proven(raw, mail):
        # whoever forges a sender must not be able to have words of theirs delivered to the victim
        wording = Wording(_only_safe(wording.subject), _only_safe(wording.body))
        values = {}
    if raw.mailbox:
        with in_language(received.language):
            values["mail.limit"] = filesizeformat(raw.mailbox.largest_mail)
    name = mail.sender.name if _is_proven(raw, mail) else ""
    return Draft(to=[Address(name, raw.sender)], language=received.language, kind="ack", wording=wording, values=values)


def _is_proven(raw: RawMail, mail: IncomingMail) -> bool:
    if mail.authentication.dmarc == "pass":
        return True
    points = ContactPoint.objects.filter(kind="email", value_norm=raw.sender, verified_at__isnull=False)
    return mail.authentication.dmarc != "fail" and points.exists()


def _only_safe(template: str) -> str:
    return VARIABLE.sub(lambda match: match[0] if match[1] in SAFE_FOR_STRANGERS else "", template)
