"""The customer beside the ticket."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from qiao.customers.public import (
    ContactCard,
    ContractCard,
    DeploymentCard,
    OrganisationCard,
    PointCard,
    organisation_background,
)
from qiao.staff.models import Person
from qiao.tickets.models import Message, Ticket
from qiao.tickets.models.ticket import TicketQuerySet

_MOST_TICKETS = 5
_MOST_CONTACTS = 3
_COUNT_CAP = 1_000


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
    same = _same_customer(ticket, viewer)
    theirs = same.exclude(pk=ticket.pk).exclude(merged_into=ticket)
    contact = known.contact if known else None
    return CustomerSide(
        organisation=known.organisation if known else None, owner_name=known.owner_name if known else "",
        notes=known.notes if known else "", contact=contact, points=contact.points if contact else (),
        tier=known.organisation.tier if known and known.organisation else "",
        contracts=known.contracts if known else (),
        deployments=tuple(_deployment(one, ticket) for one in known.deployments) if known else (),
        open_tickets=_lines(theirs.open()), recent_tickets=_lines(theirs.filter(state__in=("solved", "closed"))),
        last_contacts=_last_contacts(theirs), tickets_in_a_year=_in_a_year(same),
    )  # fmt: skip


def _same_customer(ticket: Ticket, viewer: Person) -> TicketQuerySet:
    visible = Ticket.objects.visible_to(viewer)
    if ticket.organisation_id is not None:
        return visible.filter(organisation_id=ticket.organisation_id)
    if ticket.requester_id is not None:
        return visible.filter(requester_id=ticket.requester_id)
    return visible.none()


def _lines(tickets: TicketQuerySet) -> tuple[TicketLine, ...]:
    rows = tickets.order_by("-updated_at", "-id").values_list(
        "id", "number", "subject", "state", "priority", "updated_at"
    )
    return tuple(TicketLine(*row) for row in rows[:_MOST_TICKETS])


def _last_contacts(theirs: TicketQuerySet) -> tuple[ContactLine, ...]:
    """The last message of each of the latest tickets: by index, not by reading the customer's whole history."""
    latest = theirs.exclude(last_message_at=None).order_by("-updated_at", "-id").values("pk")[:20]
    rows = Message.objects.filter(ticket_id__in=latest, direction__in=("in", "out"))
    rows = rows.filter(machine_kind="").order_by("ticket_id", "-created_at", "-id").distinct("ticket_id")
    newest = sorted(rows.select_related("ticket"), key=lambda row: row.created_at, reverse=True)
    return tuple(
        ContactLine(row.author_name, row.created_at, row.direction, row.ticket.number, row.ticket.subject)
        for row in newest[:_MOST_CONTACTS]
    )


def _in_a_year(tickets: TicketQuerySet) -> int:
    since = timezone.now() - timedelta(days=365)
    return len(tickets.filter(updated_at__gte=since, created_at__gte=since).values("pk")[:_COUNT_CAP])


def _deployment(card: DeploymentCard, ticket: Ticket) -> DeploymentLine:
    return DeploymentLine(
        card.id, card.product_name.text, card.version_name, card.environment, card.environment_label, card.name,
        card.id == ticket.deployment_id,
    )  # fmt: skip
