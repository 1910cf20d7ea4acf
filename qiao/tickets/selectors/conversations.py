"""From mail conversations to tickets, and what a mail may say about its ticket."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from qiao.customers.models import Contact
from qiao.customers.public import is_same_organisation, organisation_by_domain, same_contact_ids
from qiao.kernel.prepared import prepared
from qiao.tickets.models import Message, Participant, Ticket
from qiao.tickets.rules.writing import language_of

RECENT = 5

_of_thread = prepared(lambda thread_id: Ticket.objects.filter(thread_id=thread_id))


def _newest_mails(address: Any) -> QuerySet[Message, tuple[str, str]]:
    writer = Contact.objects.filter(points__kind="email", points__value_norm=address).values("pk")[:1]
    rows = Message.objects.filter(contact_id=writer, direction="in", channel="email", machine_kind="")
    return rows.order_by("-created_at").values_list("text", "signature")[:RECENT]


_recent_texts = prepared(_newest_mails)


def ticket_of_thread(thread_id: int) -> Ticket | None:
    """The ticket whose mail conversation this is, merged or not."""
    return _of_thread.first(thread_id)


def knows_address(thread_id: int, address: str) -> bool:
    """Whether the address belongs to a participant of the conversation, or to its customer's people."""
    ticket = ticket_of_thread(thread_id)
    if ticket is None:
        return False
    contact = Contact.objects.filter(points__kind="email", points__value_norm=address.strip().lower()).first()
    if contact is None:
        organisation = organisation_by_domain(address.rpartition("@")[2])
        return organisation is not None and is_same_organisation(organisation.id, ticket.organisation_id)
    return is_known_contact(ticket, contact.pk, contact.organisation_id)


def recent_texts(address: str) -> list[str]:
    """New texts of a person's last mails, newest first, each with the signature that was folded; no machine's mail."""
    return [f"{text}\n{signature}" for text, signature in _recent_texts.all(address.strip().lower())]


def is_known_contact(ticket: Ticket, contact_id: int, organisation_id: int | None) -> bool:
    """A participant whom we accepted, or somebody of the ticket's customer; merged ones are the same."""
    if is_same_organisation(organisation_id, ticket.organisation_id):
        return True
    accepted = set(Participant.objects.filter(ticket=ticket, is_verified=True).values_list("contact_id", flat=True))
    return contact_id in accepted or not accepted.isdisjoint(same_contact_ids(contact_id))


def template_values(thread_id: int) -> Mapping[str, str]:
    """Variables of mail templates for the ticket of a conversation; empty for a thread without ticket."""
    tickets = Ticket.objects.select_related("organisation", "requester", "product", "version", "assignee")
    ticket = tickets.filter(thread_id=thread_id).first()
    return ticket_values(ticket) if ticket else {}


def ticket_values(ticket: Ticket) -> dict[str, str]:
    """Values of all template variables, in the language of the ticket; needs the related rows joined."""
    language = ticket.language or language_of(ticket.subject) or "en"
    agent, customer = ticket.assignee, ticket.requester
    return {
        "ticket.number": ticket.shown_number,
        "ticket.subject": ticket.subject,
        "product.name": ticket.product.name.in_language(language) if ticket.product else "",
        "version.name": ticket.version.name if ticket.version else "",
        "customer.name": customer.name if customer else "",
        "contact.name": customer.name if customer else "",
        "contact.call_name": (customer.call_name or customer.name) if customer else "",
        "organisation.name": ticket.organisation.name if ticket.organisation else "",
        "agent.name": agent.name if agent else "",
        "agent.call_name": agent.get_short_name() if agent else "",
    }


def reply_language(ticket: Ticket) -> str:
    """The language the customer is written to in: the contact's own wish, else what they wrote in."""
    wish = ticket.requester.language if ticket.requester else ""
    house = ticket.organisation.language if ticket.organisation else ""
    return wish or ticket.language or house or "en"
