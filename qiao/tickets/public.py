"""The door of tickets: ids and frozen dataclasses in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qiao.kernel.errors import NotFound
from qiao.tickets.models import Ticket
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

__all__ = [
    "NewFile", "NewTicket", "OpenedTicket", "Reply", "SentReply", "TicketCard", "add_note", "add_tags",
    "assign_ticket", "change_state", "move_ticket", "open_ticket", "open_tickets_of", "reopen_ticket",
    "reply_to_ticket", "set_fields", "solve_ticket", "ticket_card", "ticket_cards", "ticket_id_of",
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


def _card(row: Ticket) -> TicketCard:
    return TicketCard(
        id=row.pk, number=row.number, shown_number=row.shown_number, subject=row.subject, state=row.state,
        priority=row.priority, kind=row.kind, organisation_id=row.organisation_id, requester_id=row.requester_id,
        product_id=row.product_id, version_id=row.version_id, component_id=row.component_id,
        deployment_id=row.deployment_id, team_id=row.team_id, assignee_id=row.assignee_id,
        merged_into_id=row.merged_into_id, language=row.language, created_at=row.created_at, updated_at=row.updated_at,
        solved_at=row.solved_at,
    )  # fmt: skip
