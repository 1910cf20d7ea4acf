"""Factories of tickets, for the tests of every domain. They go through the services, as everything does."""

from datetime import datetime
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.customers.models import Contact
from qiao.customers.testing import make_contact
from qiao.kernel.access import Actor
from qiao.tickets.models import Message, Ticket
from qiao.tickets.services import NewTicket, open_ticket
from qiao.tickets.services.changing import lock_ticket, root_id
from qiao.tickets.services.findable import append_message
from qiao.tickets.services.messages import LATEST_FIELDS, show_latest

SYSTEM = Actor.system("test")
_numbers = count(1)


def make_ticket(
    subject: str = "", *, body: str = "The gateway does not answer.", requester: Contact | None = None,
    by: Actor = SYSTEM, **fields: Any,
) -> Ticket:  # fmt: skip
    """A ticket of a customer, who wrote `body`. `fields` are those of `NewTicket`, or the rows themselves."""
    asker = requester or make_contact()
    for name in ("organisation", "product", "version", "component", "deployment", "team", "assignee"):
        if name in fields:
            row = fields.pop(name)
            fields[f"{name}_id"] = row.pk if row else None
    new = NewTicket(subject or f"Ticket {next(_numbers)}", body, requester_id=asker.pk, **fields)
    return Ticket.objects.get(pk=open_ticket(new, by=by).ticket_id)


@transaction.atomic
def make_message(
    ticket: Ticket, text: str = "It still happens.", *, direction: str = "in", at: datetime | None = None, **fields: Any
) -> Message:
    """A message in a ticket, without what a real one does to state and clocks."""
    is_internal = direction in {"internal", "system"}
    fields.setdefault("visibility", "internal" if is_internal else "public")
    fields.setdefault("author_kind", "contact" if direction == "in" else "person")
    fields.setdefault("author_name", ticket.requester.name if direction == "in" and ticket.requester else "Lin")
    if direction == "in":
        fields.setdefault("contact", ticket.requester)
    message = Message.objects.create(
        ticket=ticket, direction=direction, text=text, html=f"<p>{text}</p>", created_at=at or timezone.now(), **fields
    )
    shown = lock_ticket(root_id(ticket.pk))
    show_latest(shown, message)
    shown.save(update_fields=LATEST_FIELDS)
    append_message(shown, message)
    return message
