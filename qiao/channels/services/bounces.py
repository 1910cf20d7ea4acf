"""Delivery reports: which mail of ours bounced, and the consequence for its recipient."""

from qiao.channels.events import DeliveryFailed
from qiao.channels.models import OutgoingMail, RawMail
from qiao.channels.models.outgoing import OutgoingState
from qiao.channels.ports import BounceNotice, Received, ThreadVerdict, keeper
from qiao.channels.rules.mail import Bounce, ParsedMail
from qiao.channels.rules.threading import normal_id
from qiao.channels.rules.tokens import read_own_id
from qiao.channels.rules.undeliverable import has_failed, is_address_dead
from qiao.channels.services.threads import is_signed_by_us
from qiao.customers.public import mark_undeliverable
from qiao.kernel.access import Actor
from qiao.kernel.events import publish

MACHINE = Actor.system("mail")


def take_bounce(raw: RawMail, mail: ParsedMail, verdict: ThreadVerdict) -> Received | None:
    """Attach a report to the conversation it is about; null when it is about no mail of ours."""
    bounce = mail.bounce or Bounce("", "", "", "", "")
    outgoing = _outgoing(bounce, verdict)
    # without our mail's id only a signed address (the envelope sender we used) proves that we sent it
    thread_id = outgoing.thread_id if outgoing else verdict.thread_id if verdict.is_trusted else None
    if thread_id is None:
        return None
    permanent = is_address_dead(bounce.action, bounce.status, bounce.diagnostic)
    if outgoing and has_failed(bounce.action, bounce.status):
        _mark_bounced(outgoing, bounce)
    recipients = _recipients(bounce, outgoing)
    for recipient in recipients if permanent else ():
        mark_undeliverable(recipient, bounce.diagnostic or bounce.status, by=MACHINE)
    return keeper().note_bounce(
        BounceNotice(
            raw_id=raw.pk,
            outgoing_id=outgoing.pk if outgoing else None,
            thread_id=thread_id,
            recipient=recipients[0] if recipients else bounce.recipient,
            action=bounce.action,
            status=bounce.status,
            diagnostic=bounce.diagnostic,
            is_permanent=permanent,
            text=mail.text,
        )
    )


def _outgoing(bounce: Bounce, verdict: ThreadVerdict) -> OutgoingMail | None:
    original = normal_id(bounce.original_message_id)
    claimed = read_own_id(original)
    if claimed and is_signed_by_us(original):
        return OutgoingMail.objects.filter(pk=claimed.mail_id).first()
    return _last_one_to(bounce, verdict)


def _last_one_to(bounce: Bounce, verdict: ThreadVerdict) -> OutgoingMail | None:
    """The last mail of the thread that went to the bounced recipient, when the envelope names the thread."""
    if not verdict.is_trusted or verdict.thread_id is None:
        return None
    sent = OutgoingMail.objects.filter(thread_id=verdict.thread_id, state=OutgoingState.SENT).order_by("-id")[:20]
    wanted = {address.lower() for address in (bounce.recipient, *bounce.recipients) if address}
    return next((mail for mail in sent if wanted & set(mail.recipient_addresses)), None)


def _recipients(bounce: Bounce, outgoing: OutgoingMail | None) -> list[str]:
    """Addresses the report is about; of those only the ones we wrote to, since reports can be made up."""
    named = [address.lower() for address in dict.fromkeys((bounce.recipient, *bounce.recipients)) if address]
    if outgoing is None:
        return []
    return [address for address in named if address in outgoing.recipient_addresses]


def _mark_bounced(outgoing: OutgoingMail, bounce: Bounce) -> None:
    changed = OutgoingMail.objects.filter(pk=outgoing.pk, state__in=[OutgoingState.SENT, OutgoingState.SENDING]).update(
        state=OutgoingState.BOUNCED, last_error=f"{bounce.status} {bounce.diagnostic}".strip()[:2000]
    )
    if changed:
        keeper().delivery_changed(outgoing.pk, OutgoingState.BOUNCED)
        publish(DeliveryFailed(outgoing_id=outgoing.pk, thread_id=outgoing.thread_id, state=OutgoingState.BOUNCED))
