"""The customer beside the ticket."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from qiao.customers.public import (
    ContactCard,
    ContractCard,
    DeploymentCard,
    OrganisationCard,
    PointCard,
    organisation_background,
)
from qiao.kernel.prepared import Prepared, prepared
from qiao.staff.models import Person
from qiao.tickets.models import Message, Ticket
from qiao.tickets.models.ticket import IS_OPEN, TicketQuerySet, TicketScope, scope_of
from qiao.tickets.rules.states import STATES
from qiao.tickets.selectors.queue import COUNT_CAP, how_many

_MOST_TICKETS = 5
_MOST_CONTACTS = 3
_LINE = ("id", "number", "subject", "state", "priority", "updated_at")


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in one line."""

    id: int
    number: int
    subject: str
    state: str
    priority: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DeploymentLine:
    """An installation; `is_this`: the ticket is about it."""

    id: int
    product: str
    version: str
    environment: str
    environment_label: str
    name: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class ContactLine:
    """When we last heard from or wrote to the customer in another ticket."""

    name: str
    at: datetime
    direction: str
    number: int
    subject: str


@dataclass(frozen=True, slots=True)
class CustomerSide:
    """What stands beside the ticket; everything about other tickets is limited to what the viewer may see."""

    organisation: OrganisationCard | None
    owner_name: str
    notes: str
    contact: ContactCard | None
    points: tuple[PointCard, ...]
    tier: str
    contracts: tuple[ContractCard, ...]
    deployments: tuple[DeploymentLine, ...]
    open_tickets: tuple[TicketLine, ...]
    recent_tickets: tuple[TicketLine, ...]
    last_contacts: tuple[ContactLine, ...]
    tickets_in_a_year: int


def customer_side(ticket: Ticket, viewer: Person) -> CustomerSide:
    """The customer of a ticket: who they are, what they bought and run, what else is open."""
    known = organisation_background(contact_id=ticket.requester_id, organisation_id=ticket.organisation_id)
    contact = known.contact if known else None
    lines, last_contacts, in_a_year = _elsewhere(ticket, viewer)
    return CustomerSide(
        organisation=known.organisation if known else None, owner_name=known.owner_name if known else "",
        notes=known.notes if known else "", contact=contact, points=contact.points if contact else (),
        tier=known.organisation.tier if known and known.organisation else "",
        contracts=known.contracts if known else (),
        deployments=tuple(_deployment(one, ticket) for one in known.deployments) if known else (),
        open_tickets=tuple(line for line in lines if STATES[line.state].is_open),
        recent_tickets=tuple(line for line in lines if not STATES[line.state].is_open),
        last_contacts=last_contacts, tickets_in_a_year=in_a_year,
    )  # fmt: skip


def _elsewhere(ticket: Ticket, viewer: Person) -> tuple[list[TicketLine], tuple[ContactLine, ...], int]:
    """Other tickets, open ones first; the latest messages in them; how many tickets came in a year."""
    customer_id = ticket.organisation_id or ticket.requester_id
    if customer_id is None:
        return [], (), 0
    scope = scope_of(viewer)
    ask = _questions("organisation" if ticket.organisation_id else "requester", *scope.limits)
    who = (customer_id, list(scope.product_ids), list(scope.hidden_team_ids))
    messages = sorted(ask.last_messages.all(*who, ticket.pk), key=lambda row: row[1], reverse=True)
    ((in_a_year,),) = ask.recent.all(*who, timezone.now() - timedelta(days=365), viewer.pk)
    return (
        [TicketLine(*row) for row in ask.tickets.all(*who, ticket.pk)],
        tuple(ContactLine(*row) for row in messages[:_MOST_CONTACTS]),
        in_a_year,
    )


@dataclass(frozen=True, slots=True)
class _Questions:
    """What is asked about the other tickets of a customer, within a scope."""

    tickets: Prepared[tuple[Any, ...]]
    last_messages: Prepared[tuple[Any, ...]]
    recent: Prepared[tuple[int, ...]]


@cache
def _questions(customer: str, has_products: bool, has_hidden_teams: bool) -> _Questions:
    """`customer` is the field that says whose a ticket is. A scope that limits nothing is another statement."""

    def same(customer_id: Any, products: Any, teams: Any) -> TicketQuerySet:
        scope = TicketScope(products if has_products else (), teams if has_hidden_teams else ())
        return Ticket.objects.in_scope(scope).filter(**{f"{customer}_id": customer_id})

    def theirs(customer_id: Any, products: Any, teams: Any, ticket_id: Any) -> TicketQuerySet:
        others = same(customer_id, products, teams).exclude(pk=ticket_id).exclude(merged_into=ticket_id)
        return others.order_by("-updated_at", "-id")

    def tickets(customer_id: Any, products: Any, teams: Any, ticket_id: Any) -> QuerySet[Any, tuple[Any, ...]]:
        lines = theirs(customer_id, products, teams, ticket_id).values_list(*_LINE)
        solved = lines.filter(state__in=("solved", "closed"))
        return lines.filter(IS_OPEN)[:_MOST_TICKETS].union(solved[:_MOST_TICKETS], all=True)

    def last_messages(customer_id: Any, products: Any, teams: Any, ticket_id: Any) -> QuerySet[Any, tuple[Any, ...]]:
        """The last message of each of the latest tickets: by index, not by reading the customer's whole history."""
        latest = theirs(customer_id, products, teams, ticket_id).exclude(last_message_at=None).values("pk")[:20]
        rows = Message.objects.filter(ticket_id__in=latest, direction__in=("in", "out"), machine_kind="")
        rows = rows.order_by("ticket_id", "-created_at", "-id").distinct("ticket_id")
        return rows.values_list("author_name", "created_at", "direction", "ticket__number", "ticket__subject")

    def recent(customer_id: Any, products: Any, teams: Any, since: Any, person_id: Any) -> QuerySet[Any, Any]:
        rows = same(customer_id, products, teams).filter(updated_at__gte=since, created_at__gte=since)
        return how_many(person_id, rows, most=COUNT_CAP)

    return _Questions(prepared(tickets), prepared(last_messages), prepared(recent))


def _deployment(card: DeploymentCard, ticket: Ticket) -> DeploymentLine:
    return DeploymentLine(
        card.id, card.product_name.text, card.version_name, card.environment, card.environment_label, card.name,
        card.id == ticket.deployment_id,
    )  # fmt: skip
