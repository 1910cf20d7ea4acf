"""Opening tickets by a person or through the API. Mail arrives through `receiving`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from qiao.customers.models import Contact, ContactPoint
from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.database import pipelined
from qiao.kernel.events import publish
from qiao.kernel.prepared import prepared
from qiao.kernel.writing import insert, put
from qiao.products.models import Product
from qiao.tickets.events import TicketOpened
from qiao.tickets.models import Message, Participant, Ticket
from qiao.tickets.refusals import FieldsWrong, SubjectMissing
from qiao.tickets.rules.words import CHANNELS, KINDS, PRIORITIES, SEVERITIES
from qiao.tickets.rules.writing import language_of
from qiao.tickets.services.assigning import assignable_person, assignable_team
from qiao.tickets.services.changing import tell_lists, tell_person
from qiao.tickets.services.clocks import planned_clocks
from qiao.tickets.services.fields import (
    checked_custom_values,
    checked_references,
    checked_tags,
    problem_text,
    remember_tags,
)
from qiao.tickets.services.findable import index_new_ticket
from qiao.tickets.services.inputs import NewTicket, OpenedTicket, Reply
from qiao.tickets.services.messages import attach_files, show_latest, write_markdown, write_plain
from qiao.tickets.services.replying import send_reply

_addresses = ContactPoint.objects.filter(contact=OuterRef("pk"), kind="email").order_by("-is_primary", "id")
_asking = prepared(
    lambda contact_id: (
        Contact.objects.select_related("organisation")
        .annotate(best_address=Subquery(_addresses.values("value")[:1]))
        .filter(pk=contact_id)
    )
)
_team_of = prepared(lambda product_id: Product.objects.filter(pk=product_id).values_list("team_id"))


@transaction.atomic
def open_ticket(new: NewTicket, *, by: Actor) -> OpenedTicket:
    """Open a ticket with its first message.

    A customer's words start the clocks at `new.at`; our own first mail starts only the resolution clock and
    goes to the requester; a note starts the resolution clock too.
    Raises SubjectMissing, FieldsWrong, EmptyMessage, NobodyToWriteTo.
    """
    ticket = _new_ticket(new)
    message = None if new.said_by == "us" else _first_message(ticket, new, by)
    with pipelined():
        store_opening(ticket, message, ("first_reply", "solve") if new.said_by == "customer" else ("solve",))
        announce_opening(ticket, by=by, data={"said_by": new.said_by})
        if message is not None:
            attach_files(message, new.attachments)
        show_opening(ticket, message)
    if message is not None:
        return OpenedTicket(ticket.pk, ticket.number, message.pk)
    sent = send_reply(ticket, Reply(new.markdown, attachments=new.attachments, send_anyway=True), by=by)
    return OpenedTicket(ticket.pk, ticket.number, sent.message_id, sent.outgoing_id)


def store_opening(ticket: Ticket, message: Message | None, metrics: tuple[str, ...]) -> None:
    """Store a new ticket, its first message, its clocks and its requester. The ticket is written once, complete."""
    if message is not None:
        show_latest(ticket, message)
    clocks = planned_clocks(ticket, metrics, message.created_at if message else ticket.created_at)
    insert(ticket)
    if clocks:
        put(*clocks)
    if message is not None:
        insert(message)
    if ticket.requester_id:
        is_verified = message is None or message.visibility != "unverified"
        put(Participant(ticket=ticket, contact_id=ticket.requester_id, role="requester", is_verified=is_verified))


def announce_opening(
    ticket: Ticket, *, by: Actor, data: Mapping[str, object], cause: str = "", is_by_machine: bool = False
) -> None:
    """Record a new ticket, also on the one it goes on from, and let those who wait for news hear of it."""
    facts: dict[str, object] = {"channel": ticket.channel, **data}
    earlier = ticket.follow_up_of
    if earlier is not None:
        facts["follow_up_of"] = earlier.number
        audit.record(by, "ticket.followed_up", earlier, data={"number": ticket.number}, cause=cause)
    audit.record(by, "ticket.opened", ticket, data=facts, cause=cause)
    publish(
        TicketOpened(
            ticket.pk, ticket.number, ticket.channel, is_by_machine=is_by_machine, follow_up_of=ticket.follow_up_of_id
        )
    )


def show_opening(ticket: Ticket, message: Message | None) -> None:
    """Index a new ticket for search, and tell the lists and its assignee."""
    index_new_ticket(ticket, message)
    tell_lists(ticket)
    if ticket.assignee_id:
        tell_person(ticket.assignee_id, "assigned", ticket)


def _new_ticket(new: NewTicket) -> Ticket:
    subject = " ".join(new.subject.split())[:500]
    if not subject:
        raise SubjectMissing
    _check_words(new)
    ticket = Ticket(
        subject=subject, channel=new.channel, kind=new.kind, priority=new.priority, severity=new.severity,
        organisation_id=new.organisation_id, requester_id=new.requester_id, product_id=new.product_id,
        version_id=new.version_id, component_id=new.component_id, deployment_id=new.deployment_id,
        tags=checked_tags(new.tags), created_at=new.at or timezone.now(), language=new.language,
        follow_up_of_id=new.follow_up_of_id,
    )  # fmt: skip
    _follow_requester(ticket, new)
    checked_references(ticket)
    ticket.fields = checked_custom_values(ticket.product_id, {}, new.fields)
    _choose_team(ticket, new)
    remember_tags(ticket.tags)
    return ticket


def _follow_requester(ticket: Ticket, new: NewTicket) -> None:
    requester = None
    if new.requester_id:
        requester = _asking.first(new.requester_id)
        if requester is None:
            raise FieldsWrong({"requester_id": problem_text("gone", "requester")})
        ticket.requester = requester
        ticket.organisation_id = new.organisation_id or requester.organisation_id
    if not ticket.language and requester:
        ticket.language = requester.language or (requester.organisation.language if requester.organisation else "")
    ticket.language = ticket.language or language_of(f"{new.subject}\n{new.markdown}")


def _choose_team(ticket: Ticket, new: NewTicket) -> None:
    if new.team_id:
        ticket.team = assignable_team(new.team_id)
    elif ticket.product_id:
        found = _team_of.first(ticket.product_id)
        if found is None:
            raise FieldsWrong({"product_id": problem_text("gone", "product")})
        (ticket.team_id,) = found
    if new.assignee_id:
        ticket.assignee = assignable_person(new.assignee_id, ticket)
        ticket.state = "open"


def _first_message(ticket: Ticket, new: NewTicket, by: Actor) -> Message:
    is_customers = new.said_by == "customer"
    requester = ticket.requester if is_customers else None
    message = Message(
        ticket=ticket, direction="in" if is_customers else "internal",
        visibility="public" if is_customers else "internal", channel=new.channel, language=ticket.language,
        author_kind="contact" if requester else by.kind, author_name=requester.name if requester else by.name,
        author_address=_address_of(requester), contact=requester,
        person_id=by.id if by.is_staff and not requester else None, has_files=bool(new.attachments),
        created_at=ticket.created_at,
    )  # fmt: skip
    write = write_plain if new.is_plain else write_markdown
    write(message, new.markdown, has_files=bool(new.attachments))
    return message


def _address_of(requester: Any) -> str:
    """The mail address by which the ticket is found too."""
    return str(requester.best_address or "") if requester else ""


def _check_words(new: NewTicket) -> None:
    allowed = {
        "kind": KINDS, "priority": PRIORITIES, "severity": ("", *SEVERITIES), "channel": CHANNELS,
    }  # fmt: skip
    wrong = [name for name, values in allowed.items() if getattr(new, name) not in values]
    if wrong:
        raise FieldsWrong({name: problem_text("not_a_choice", name) for name in wrong})
