"""Accepting strangers and what they wrote: their words act on the ticket from then on."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from qiao.kernel.access import Actor
from qiao.kernel.errors import NotFound
from qiao.tickets.models import Message, Participant, Ticket
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.services.changing import lock_working_ticket, root_id, write_change
from qiao.tickets.services.customer_words import effect_on, let_act
from qiao.tickets.services.findable import move_words, reindex_ticket
from qiao.tickets.services.messages import LATEST_FIELDS, recount_messages
from qiao.tickets.services.moving import STATE_FIELDS, write_move


@transaction.atomic
def verify_participant(ticket_id: int, contact_id: int, *, by: Actor) -> None:
    """Accept a stranger and what they wrote: they are a participant now, their messages are the customer's.

    Accepting the requester of a ticket that belongs to nobody makes it a ticket of the requester's organisation.
    """
    ticket = lock_working_ticket(ticket_id)
    row = Participant.objects.filter(ticket=ticket, contact_id=contact_id).select_related("contact").first()
    if row is None:
        raise NotFound
    row.is_verified = True
    row.save(update_fields=["is_verified"])
    if row.role == "requester" and ticket.organisation_id is None:
        ticket.organisation_id = row.contact.organisation_id
        move_words(ticket)
    write_change(
        ticket, ["organisation"], by=by, verb="ticket.participant_verified",
        data={"name": row.contact.name, "id": contact_id},
    )  # fmt: skip
    _accept(ticket, Message.objects.filter(contact_id=contact_id), by=by)


@transaction.atomic
def accept_message(message_id: int, *, by: Actor) -> None:
    """Accept one message of a stranger as the customer's, without accepting the stranger."""
    message = Message.objects.filter(pk=message_id, visibility="unverified").first()
    if message is None:
        raise NotFound
    ticket = lock_working_ticket(root_id(message.ticket_id))
    write_change(ticket, (), by=by, verb="ticket.message_accepted", data={"message_id": message_id})
    _accept(ticket, Message.objects.filter(pk=message_id), by=by)


def _accept(ticket: Ticket, messages: QuerySet[Message], *, by: Actor) -> None:
    family = family_ids(ticket.pk)
    accepted = list(messages.filter(ticket_id__in=family, visibility="unverified").order_by("created_at", "pk"))
    if not accepted:
        return
    Message.objects.filter(pk__in=[message.pk for message in accepted]).update(visibility="public")
    for touched in Ticket.objects.filter(pk__in={message.ticket_id for message in accepted}):
        reindex_ticket(touched)
    before, newest = ticket.state, accepted[-1]
    let_act(ticket, newest, effect_on(ticket, is_machine=bool(newest.machine_kind)), timezone.now())
    recount_messages(ticket, family)
    ticket.save(update_fields=[*STATE_FIELDS, *LATEST_FIELDS])
    if ticket.state != before:
        write_move(ticket, before, by=by)
