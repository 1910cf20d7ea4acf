"""Delivers events of tickets and customers to subscribed webhook endpoints.

Names of types follow the events: `TicketSolved` is `ticket.solved`. A message says what happened and to what, with
the state of the ticket when the message was made; its `updated_at` tells an older message from a newer one.
"""

from typing import Any

from qiao.channels.events import DeliveryFailed, MailQuarantined
from qiao.customers.events import AddressUndeliverable, ContactCreated, ContactMoved
from qiao.kernel.errors import NotFound
from qiao.kernel.events import on
from qiao.kernel.webhooks.announcing import announce, listeners
from qiao.tickets.events import (
    CustomerReplied,
    DeadlineMissed,
    NoteAdded,
    ReplyWithdrawn,
    TicketAssigned,
    TicketClosed,
    TicketOpened,
    TicketReopened,
    TicketReplied,
    TicketsMerged,
    TicketSolved,
    TicketSplit,
    TicketStateChanged,
    TicketUnmerged,
)
from qiao.tickets.public import ticket_card, ticket_cards

TYPES = (
    "ticket.opened", "ticket.customer_replied", "ticket.replied", "ticket.reply_withdrawn", "ticket.note_added",
    "ticket.assigned", "ticket.state_changed", "ticket.solved", "ticket.closed", "ticket.reopened", "ticket.merged",
    "ticket.unmerged", "ticket.split", "ticket.deadline_missed", "contact.created", "contact.moved",
    "contact.undeliverable", "mail.quarantined", "mail.failed",
)  # fmt: skip


@on(TicketOpened, if_any=listeners)
def tell_ticket_opened(event: TicketOpened) -> None:
    """A new ticket."""
    earlier = ticket_cards([event.follow_up_of]).get(event.follow_up_of) if event.follow_up_of else None
    follow_up_of = earlier.number if earlier else None
    _tell("ticket.opened", event.ticket_id, channel=event.channel, follow_up_of=follow_up_of)


@on(CustomerReplied, if_any=listeners)
def tell_customer_replied(event: CustomerReplied) -> None:
    """The customer wrote."""
    _tell("ticket.customer_replied", event.ticket_id, message_id=event.message_id, is_by_machine=event.is_by_machine)


@on(TicketReplied, if_any=listeners)
def tell_ticket_replied(event: TicketReplied) -> None:
    """We answered."""
    _tell("ticket.replied", event.ticket_id, message_id=event.message_id, person_id=event.person_id)


@on(ReplyWithdrawn, if_any=listeners)
def tell_reply_withdrawn(event: ReplyWithdrawn) -> None:
    """We took an answer back."""
    _tell("ticket.reply_withdrawn", event.ticket_id, message_id=event.message_id)


@on(NoteAdded, if_any=listeners)
def tell_note_added(event: NoteAdded) -> None:
    """A note among us."""
    _tell("ticket.note_added", event.ticket_id, message_id=event.message_id)


@on(TicketAssigned, if_any=listeners)
def tell_ticket_assigned(event: TicketAssigned) -> None:
    """The assignee changed."""
    _tell("ticket.assigned", event.ticket_id, person_id=event.person_id, to_team_id=event.team_id)


@on(TicketStateChanged, if_any=listeners)
def tell_state_changed(event: TicketStateChanged) -> None:
    """From one state to another."""
    _tell("ticket.state_changed", event.ticket_id, before=event.before, after=event.after)


@on(TicketSolved, if_any=listeners)
def tell_ticket_solved(event: TicketSolved) -> None:
    """Answered."""
    _tell("ticket.solved", event.ticket_id)


@on(TicketClosed, if_any=listeners)
def tell_ticket_closed(event: TicketClosed) -> None:
    """Over."""
    _tell("ticket.closed", event.ticket_id)


@on(TicketReopened, if_any=listeners)
def tell_ticket_reopened(event: TicketReopened) -> None:
    """Not over."""
    _tell("ticket.reopened", event.ticket_id, is_by_customer=event.is_by_customer)


@on(TicketsMerged, if_any=listeners)
def tell_tickets_merged(event: TicketsMerged) -> None:
    """Others were merged into it."""
    _tell("ticket.merged", event.ticket_id, source_ids=list(event.source_ids))


@on(TicketUnmerged, if_any=listeners)
def tell_ticket_unmerged(event: TicketUnmerged) -> None:
    """It was un-merged."""
    _tell("ticket.unmerged", event.ticket_id, merged_into=event.merged_into)


@on(TicketSplit, if_any=listeners)
def tell_ticket_split(event: TicketSplit) -> None:
    """Messages became a ticket."""
    _tell("ticket.split", event.ticket_id, new_ticket_id=event.new_ticket_id, message_ids=list(event.message_ids))


@on(DeadlineMissed, if_any=listeners)
def tell_deadline_missed(event: DeadlineMissed) -> None:
    """A deadline was missed."""
    _tell("ticket.deadline_missed", event.ticket_id, metric=event.metric)


@on(ContactCreated, if_any=listeners)
def tell_contact_created(event: ContactCreated) -> None:
    """A new contact."""
    announce("contact.created", {"contact_id": event.contact_id, "organisation_id": event.organisation_id})


@on(ContactMoved, if_any=listeners)
def tell_contact_moved(event: ContactMoved) -> None:
    """A contact belongs to another customer."""
    announce("contact.moved", {"contact_id": event.contact_id, "organisation_id": event.organisation_id})


@on(AddressUndeliverable, if_any=listeners)
def tell_undeliverable(event: AddressUndeliverable) -> None:
    """Mail to an address bounces."""
    announce("contact.undeliverable", {"contact_id": event.contact_id, "address": event.address})


@on(MailQuarantined, if_any=listeners)
def tell_quarantined(event: MailQuarantined) -> None:
    """A mail was quarantined."""
    announce("mail.quarantined", {"raw_mail_id": event.raw_id, "reason": event.reason})


@on(DeliveryFailed, if_any=listeners)
def tell_mail_failed(event: DeliveryFailed) -> None:
    """A mail of ours did not arrive."""
    announce("mail.failed", {"outgoing_id": event.outgoing_id, "state": event.state})


def _tell(type_: str, ticket_id: int, **more: Any) -> None:
    try:
        card = ticket_card(ticket_id)
    except NotFound:
        return  # gone since; the feed of changes says so
    ticket = {
        "id": card.id, "number": card.number, "subject": card.subject, "state": card.state, "kind": card.kind,
        "priority": card.priority, "organisation_id": card.organisation_id, "requester_id": card.requester_id,
        "product_id": card.product_id, "version_id": card.version_id, "team_id": card.team_id,
        "assignee_id": card.assignee_id, "updated_at": card.updated_at.isoformat(),
    }  # fmt: skip
    announce(type_, {"ticket": ticket, **more}, product_id=card.product_id)
