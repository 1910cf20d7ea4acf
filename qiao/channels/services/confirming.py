"""Confirmations of receipt, under rules that keep them from becoming a mail storm or a relay."""

from datetime import timedelta

from django.db.models import Count, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from qiao.channels.models import AckSent, RawMail
from qiao.channels.ports import IncomingMail, Received, keeper
from qiao.channels.rules.confirmations import ConfirmationFacts, reason_not_to_confirm
from qiao.channels.rules.mail import Address
from qiao.channels.rules.templates import VARIABLE
from qiao.channels.selectors import is_own, wording_for
from qiao.channels.services.sending import Draft, write_mail
from qiao.channels.wording import SAFE_FOR_STRANGERS, Wording
from qiao.customers.models import ContactPoint
from qiao.kernel.i18n import in_language
from qiao.kernel.writing import insert

WINDOW = timedelta(hours=1)


def confirm_receipt(raw: RawMail, mail: IncomingMail, received: Received, own: frozenset[str]) -> str:
    """Confirm a new ticket to its sender; returns "" or the code of the rule that forbade it."""
    if not (received.may_confirm and raw.mailbox and raw.mailbox.sends_ack):
        return "switched_off"
    point = ContactPoint.objects.filter(kind="email", value_norm=raw.sender).first()
    reason = reason_not_to_confirm(_facts(raw, mail, received, own, point))
    if reason:
        return reason
    insert(AckSent(address=raw.sender, thread_id=received.thread_id))
    answered = "" if raw.has_generated_id else raw.rfc_id
    write_mail(received.thread_id, _draft(raw, mail, received, is_proven=_is_proven(mail, point)), answers=answered)
    return ""


def _facts(
    raw: RawMail, mail: IncomingMail, received: Received, own: frozenset[str], point: ContactPoint | None
) -> ConfirmationFacts:
    lately = Q(sent_at__gt=timezone.now() - WINDOW)
    here = Q(thread_id=received.thread_id)
    rows = AckSent.objects.filter(lately | here, address=raw.sender)
    sent = rows.aggregate(in_hour=Count("pk", filter=lately), in_thread=Count("pk", filter=here))
    return ConfirmationFacts(
        address=raw.sender,
        envelope_from=mail.parsed.return_path,
        is_machine=mail.is_machine,
        is_released=raw.is_released,
        is_address_valid=mail.is_address_valid,
        is_own_mailbox=is_own(raw.sender, own),
        is_undeliverable=point is not None and point.undeliverable_at is not None,
        is_forged=mail.authentication.dmarc == "fail",
        sent_last_hour=sent["in_hour"],
        sent_in_thread=sent["in_thread"],
    )


def _draft(raw: RawMail, mail: IncomingMail, received: Received, *, is_proven: bool) -> Draft:
    kind = "oversized" if raw.is_cut else "ack"
    wording = wording_for(kind, mail.product_id, received.language)
    values = dict(keeper().variables(received.thread_id))
    if not is_proven:
        # whoever forges a sender must not be able to have words of theirs delivered to the victim
        wording = Wording(_only_safe(wording.subject), _only_safe(wording.body))
    if raw.mailbox:
        with in_language(received.language):
            values["mail.limit"] = filesizeformat(raw.mailbox.largest_mail)
    name = mail.sender.name if is_proven else ""
    return Draft(to=[Address(name, raw.sender)], language=received.language, kind="ack", wording=wording, values=values)


def _is_proven(mail: IncomingMail, point: ContactPoint | None) -> bool:
    is_verified = point is not None and point.verified_at is not None
    return mail.authentication.dmarc == "pass" or (is_verified and mail.authentication.dmarc != "fail")


def _only_safe(template: str) -> str:
    return VARIABLE.sub(lambda match: match[0] if match[1] in SAFE_FOR_STRANGERS else "", template)
