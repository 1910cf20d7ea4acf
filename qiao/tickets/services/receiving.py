"""Mail from the customer's side: a new ticket, or one more message. Implements the port of channels."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from qiao.channels import public as channels
from qiao.channels.ports import BounceNotice, IncomingMail, Received, ThreadVerdict
from qiao.customers.models import Deployment
from qiao.kernel.access import Actor
from qiao.kernel.database import pipelined
from qiao.kernel.events import publish
from qiao.kernel.prepared import prepared
from qiao.kernel.writing import insert
from qiao.products.models import Product
from qiao.tickets.events import CustomerReplied
from qiao.tickets.models import Message, Ticket, TicketLink
from qiao.tickets.rules.states import CustomerWrote
from qiao.tickets.selectors.conversations import (
    is_known_contact,
    knows_address,
    recent_texts,
    template_values,
    ticket_of_thread,
)
from qiao.tickets.services.changing import lock_root, lock_ticket, tell_those_in_charge, write_change
from qiao.tickets.services.customer_words import effect_on, let_act
from qiao.tickets.services.findable import append_message
from qiao.tickets.services.mail_messages import (
    MailAuthor,
    author_of,
    contacts_copied,
    message_of,
    store_files,
    subject_of,
)
from qiao.tickets.services.messages import LATEST_FIELDS, show_latest
from qiao.tickets.services.moving import STATE_FIELDS, events_of_move
from qiao.tickets.services.opening import announce_opening, show_opening, store_opening
from qiao.tickets.services.people import join_contacts
from qiao.tickets.services.replying import note_delivery, open_thread

_running = prepared(
    lambda organisation_id: Deployment.objects.filter(organisation_id=organisation_id, is_active=True, until=None)[:50]
)
_team_of = prepared(lambda product_id: Product.objects.filter(pk=product_id).values_list("team_id"))


class TicketKeeper:
    """Keeps conversations as tickets. Every method runs inside the caller's transaction."""

    def receive(self, mail: IncomingMail, verdict: ThreadVerdict) -> Received:
        """Make a ticket of the mail or add it to one.

        A merged ticket's mail shows in its target; a mail long after closing opens a follow-up; a machine's mail
        moves nothing.
        """
        own = ticket_of_thread(verdict.thread_id) if verdict.thread_id else None
        if own is None:
            return _open(mail, verdict)
        ticket = lock_root(own.pk)
        effect = effect_on(ticket, is_machine=mail.is_machine or mail.staff_person_id is not None)
        if effect is CustomerWrote.FOLLOW_UP:
            return _open(mail, verdict, follow_up_of=ticket)
        return _append(mail, verdict, own, ticket, effect)

    def knows(self, thread_id: int, address: str) -> bool:
        """Whether the address is a participant of this conversation or of the same organisation."""
        return knows_address(thread_id, address)

    def recent_texts(self, address: str) -> Sequence[str]:
        """New texts of the last mails of the address, each with its learned signature, newest first."""
        return recent_texts(address)

    def thread_of(self, ticket_number: int) -> int | None:
        """The thread of a ticket, for numbers found in subjects; a ticket without mail gets one."""
        found = Ticket.objects.filter(number=ticket_number).values_list("pk", "thread_id").first()
        if found is None or found[1] is not None:
            return found[1] if found else None
        ticket = lock_ticket(found[0])
        open_thread(ticket)
        ticket.save(update_fields=["thread_id"])
        return ticket.thread_id

    def note_bounce(self, notice: BounceNotice) -> Received:
        """Attach a delivery report: does not reopen, notifies the agent."""
        return _append_bounce(notice)

    def delivery_changed(self, outgoing_id: int, state: str) -> None:
        """An outgoing mail went to another state."""
        note_delivery(outgoing_id, state)

    def variables(self, thread_id: int) -> Mapping[str, str]:
        """Values for templates, in the customer's language."""
        return template_values(thread_id)


def _open(mail: IncomingMail, verdict: ThreadVerdict, *, follow_up_of: Ticket | None = None) -> Received:
    author = author_of(mail)
    others = contacts_copied(mail)
    ticket = _new_ticket(mail, author, follow_up_of)
    ticket.claims_number = verdict.claims[0] if verdict.claims else None
    ticket.thread_id = _thread_for(mail, verdict, follow_up_of)
    visibility = "unverified" if _is_forged(mail) else "public"
    message = message_of(ticket, mail, author, visibility=visibility)
    with pipelined():
        store_opening(ticket, message, () if mail.is_machine else ("first_reply", "solve"))
        store_files(message, mail)
        announce_opening(
            ticket, by=author.actor, data={"said_by": "customer", "machine": mail.machine.kind or ""},
            cause=_cause(mail.raw_id), is_by_machine=mail.is_machine,
        )  # fmt: skip
        show_opening(ticket, message)
    others = [one for one in others if one != ticket.requester_id]
    join_contacts(ticket, others, is_verified=visibility == "public")
    _suggest_links(ticket, verdict)
    return _received("ticketed", ticket, ticket.thread_id, message)


def _is_forged(mail: IncomingMail) -> bool:
    return mail.authentication.dmarc == "fail"


def _new_ticket(mail: IncomingMail, author: MailAuthor, earlier: Ticket | None) -> Ticket:
    """A forged mail opens a ticket without customer, and an unknown sender learns nothing of the earlier one."""
    ticket = Ticket(
        subject=subject_of(mail), channel="email", language=mail.language or author.language,
        organisation_id=None if _is_forged(mail) else author.organisation_id, requester_id=author.contact_id,
        product_id=mail.product_id, team_id=mail.team_id, created_at=mail.received_at, follow_up_of=earlier,
    )  # fmt: skip
    if earlier is not None and _visibility(mail, author, earlier) == "public":
        ticket.organisation_id = ticket.organisation_id or earlier.organisation_id
        ticket.product_id = ticket.product_id or earlier.product_id
        ticket.team_id = ticket.team_id or earlier.team_id
        ticket.kind = earlier.kind
    _recognise_deployment(ticket)
    if ticket.team_id is None and ticket.product_id is not None:
        ((ticket.team_id,),) = _team_of.all(ticket.product_id)
    return ticket


def _recognise_deployment(ticket: Ticket) -> None:
    """A customer's only deployment is assumed to be meant; a person can correct it."""
    if ticket.organisation_id is None:
        return
    rows = _running.all(ticket.organisation_id)
    products = {row.product_id for row in rows}
    if ticket.product_id is None and len(products) == 1:
        ticket.product_id = products.pop()
    fitting = [row for row in rows if row.product_id == ticket.product_id]
    fitting = [row for row in fitting if row.environment == "production"] or fitting
    if len(fitting) == 1:
        ticket.deployment_id, ticket.version_id = fitting[0].pk, fitting[0].version_id


def _thread_for(mail: IncomingMail, verdict: ThreadVerdict, follow_up_of: Ticket | None) -> int:
    """A follow-up gets its own conversation, so that answers to it do not lead back to the closed one."""
    is_free = verdict.thread_id is not None and follow_up_of is None
    return verdict.thread_id if is_free and verdict.thread_id else channels.new_thread(mail.mailbox_id, mail.subject)


def _suggest_links(ticket: Ticket, verdict: ThreadVerdict) -> None:
    if not verdict.possibly_related:
        return
    related = Ticket.objects.filter(thread_id__in=verdict.possibly_related).exclude(pk=ticket.pk)
    TicketLink.objects.bulk_create(
        [TicketLink(ticket=ticket, other=other, is_suggested=True) for other in related[:5]], ignore_conflicts=True
    )


def _append(mail: IncomingMail, verdict: ThreadVerdict, own: Ticket, ticket: Ticket, effect: CustomerWrote) -> Received:
    author = author_of(mail)
    visibility = _visibility(mail, author, ticket)
    message = message_of(own, mail, author, visibility=visibility)
    is_other_matter = verdict.is_subject_changed and verdict.lacks_quote and not mail.is_machine
    message.suggests_split = is_other_matter and visibility == "public"
    insert(message)
    store_files(message, mail)
    if author.contact_id and not mail.is_machine:
        join_contacts(ticket, [author.contact_id], is_verified=visibility == "public")
        join_contacts(ticket, contacts_copied(mail), is_verified=visibility == "public")
    append_message(ticket, message)
    before = ticket.state
    if visibility != "unverified":
        let_act(ticket, message, effect, message.created_at)
    show_latest(ticket, message)
    write_change(
        ticket, [*STATE_FIELDS, *LATEST_FIELDS], by=author.actor, verb="ticket.received", cause=_cause(mail.raw_id),
        data={"message_id": message.pk, "before": before, "after": ticket.state}, message_id=message.pk,
    )  # fmt: skip
    replied = CustomerReplied(ticket.pk, message.pk, is_by_machine=mail.is_machine)
    publish(replied, *events_of_move(ticket, before, by=author.actor))
    if not mail.is_machine:
        tell_those_in_charge(ticket, "customer_reply")
    return _received("appended", ticket, own.thread_id, message)


def _visibility(mail: IncomingMail, author: MailAuthor, ticket: Ticket) -> str:
    """A colleague's mail is a note: nobody becomes an agent by writing from an agent's address.

    A stranger's mail, and one whose domain says it is forged, waits for an agent to accept it.
    """
    if author.person_id is not None:
        return "internal"
    if author.contact_id is None or _is_forged(mail):
        return "unverified"
    return "public" if is_known_contact(ticket, author.contact_id, author.organisation_id) else "unverified"


def _append_bounce(notice: BounceNotice) -> Received:
    own = ticket_of_thread(notice.thread_id)
    if own is None:
        raise LookupError(f"thread {notice.thread_id} has no ticket")
    ticket = lock_root(own.pk)
    message = Message.objects.create(
        ticket=own, direction="system", visibility="internal", channel="email", author_kind="system",
        author_name=notice.recipient[:200] or "MAILER-DAEMON", machine_kind="bounce", text=notice.text[:20_000],
        subject=notice.diagnostic[:500], raw_mail_id=notice.raw_id, created_at=timezone.now(),
        trust={"recipient": notice.recipient, "status": notice.status, "is_permanent": notice.is_permanent},
    )  # fmt: skip
    failed = Message.objects.filter(outgoing_id=notice.outgoing_id) if notice.outgoing_id else Message.objects.none()
    failed.update(delivery_detail=notice.diagnostic or notice.status)
    show_latest(ticket, message)
    write_change(
        ticket, LATEST_FIELDS, by=Actor.system("mail"), verb="ticket.bounced", cause=_cause(notice.raw_id),
        data={"message_id": message.pk, "recipient": notice.recipient, "is_permanent": notice.is_permanent},
        message_id=message.pk,
    )  # fmt: skip
    tell_those_in_charge(ticket, "bounce")
    return _received("appended", ticket, notice.thread_id, message)


def _received(outcome: str, ticket: Ticket, thread_id: int | None, message: Message) -> Received:
    return Received(
        outcome="ticketed" if outcome == "ticketed" else "appended", thread_id=thread_id or 0,
        ticket_number=ticket.number, message_id=message.pk, language=ticket.language or "en",
        may_confirm=outcome == "ticketed" and not message.machine_kind and message.person_id is None,
    )  # fmt: skip


def _cause(raw_id: int) -> str:
    return f"mail:{raw_id}"
