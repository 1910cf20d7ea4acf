"""The door of tickets: ids and frozen dataclasses in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from qiao.kernel.errors import NotFound
from qiao.tickets.models import Follower, Message, Ticket
from qiao.tickets.selectors.followers import followers_of
from qiao.tickets.services import (
    NewFile,
    NewTicket,
    OpenedTicket,
    Reply,
    SentReply,
    add_note,
    add_tags,
    assign_ticket,
    change_state,
    move_ticket,
    open_ticket,
    reopen_ticket,
    reply_to_ticket,
    set_fields,
    solve_ticket,
)
from qiao.tickets.services.belonging import leave_customer
from qiao.tickets.services.changing import root_id
from qiao.tickets.services.portal_notices import somebody_asked_for, tell_customers

__all__ = [
    "MessageCard", "NewFile", "NewTicket", "OpenedTicket", "Reply", "SentReply", "TicketCard", "Watch",
    "add_note", "add_tags", "assign_ticket", "change_state", "is_watched", "leave_customer", "message_card",
    "message_of_mail", "move_ticket", "open_ticket", "open_tickets_of", "reopen_ticket", "reply_to_ticket",
    "set_fields", "solve_ticket", "somebody_asked_for", "tell_customers", "ticket_card", "ticket_cards",
    "ticket_id_of", "watch_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TicketCard:
    """A ticket as other domains show and sort it."""

    id: int
    number: int
    shown_number: str
    subject: str
    state: str
    priority: str
    kind: str
    organisation_id: int | None
    requester_id: int | None
    product_id: int | None
    version_id: int | None
    component_id: int | None
    deployment_id: int | None
    team_id: int | None
    assignee_id: int | None
    merged_into_id: int | None
    language: str
    created_at: datetime
    updated_at: datetime
    solved_at: datetime | None


def ticket_card(ticket_id: int) -> TicketCard:
    """One ticket. Raises NotFound."""
    card = ticket_cards([ticket_id]).get(ticket_id)
    if card is None:
        raise NotFound
    return card


def ticket_cards(ids: Iterable[int]) -> dict[int, TicketCard]:
    """Cards by id in one statement; unknown ids are left out."""
    return {row.pk: _card(row) for row in Ticket.objects.filter(pk__in=set(ids))}


def ticket_id_of(number: int) -> int | None:
    """The id behind a ticket number."""
    return Ticket.objects.filter(number=number).values_list("pk", flat=True).first()


def open_tickets_of(organisation_id: int, *, limit: int = 50) -> list[TicketCard]:
    """Open tickets of a customer, changed last first."""
    rows = Ticket.objects.open().filter(organisation_id=organisation_id).order_by("-updated_at", "-id")
    return [_card(row) for row in rows[:limit]]


@dataclass(frozen=True, slots=True)
class Watch:
    """A ticket and the colleagues whom news of it concerns: who is in charge, and who follows; all may see it."""

    ticket: TicketCard
    assignee_id: int | None
    follower_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MessageCard:
    """Who wrote a message of which ticket; `person_id` is None for customers and machines."""

    id: int
    ticket_id: int
    person_id: int | None
    author_name: str


def watch_of(ticket_id: int) -> Watch:
    """Whom news of a ticket concerns; of a merged one, whom news of the ticket it went into. Raises NotFound."""
    ticket = Ticket.objects.filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound
    if ticket.merged_into_id is not None:
        return watch_of(root_id(ticket_id))
    return Watch(_card(ticket), ticket.assignee_id, tuple(followers_of(ticket)))


def is_watched(ticket_id: int) -> bool:
    """Whether `watch_of` may name anybody: one statement; of a merged ticket it is always supposed."""
    followed = Exists(Follower.objects.filter(ticket=OuterRef("pk")))
    kept = Q(assignee__isnull=False) | Q(merged_into__isnull=False)
    return Ticket.objects.filter(followed | kept, pk=ticket_id).exists()


def message_card(message_id: int) -> MessageCard | None:
    """Who wrote a message; None when it was taken back since."""
    return _message_card(Message.objects.filter(pk=message_id).first())


def message_of_mail(outgoing_id: int) -> MessageCard | None:
    """The reply that an outgoing mail carries; None for notices."""
    return _message_card(Message.objects.filter(outgoing_id=outgoing_id).first())


def _message_card(row: Message | None) -> MessageCard | None:
    return MessageCard(row.pk, row.ticket_id, row.person_id, row.author_name) if row else None


def _card(row: Ticket) -> TicketCard:
    return TicketCard(
        id=row.pk, number=row.number, shown_number=row.shown_number, subject=row.subject, state=row.state,
        priority=row.priority, kind=row.kind, organisation_id=row.organisation_id, requester_id=row.requester_id,
        product_id=row.product_id, version_id=row.version_id, component_id=row.component_id,
        deployment_id=row.deployment_id, team_id=row.team_id, assignee_id=row.assignee_id,
        merged_into_id=row.merged_into_id, language=row.language, created_at=row.created_at, updated_at=row.updated_at,
        solved_at=row.solved_at,
    )  # fmt: skip
