"""Which customer tickets belong to when contacts are taken apart again."""

from datetime import datetime

from django.db import transaction

from qiao.customers.models import Contact
from qiao.kernel.access import Actor
from qiao.tickets.models import Ticket
from qiao.tickets.services.changing import lock_tickets, write_change
from qiao.tickets.services.findable import move_words


@transaction.atomic
def leave_customer(contact_id: int, *, since: datetime, by: Actor) -> int:
    """Tickets a person without a customer opened `since` they were merged leave the customer they only had by it.

    Returns how many. Somebody whom a customer of their own was known of keeps theirs: it never was another's.
    """
    if Contact.objects.filter(pk=contact_id, organisation__isnull=False).exists():
        return 0
    opened = Ticket.objects.filter(requester_id=contact_id, created_at__gte=since, organisation__isnull=False)
    locked = lock_tickets(opened.values_list("pk", flat=True))
    for ticket in locked.values():
        before, ticket.organisation, ticket.deployment = ticket.organisation_id, None, None
        data = {"organisation_id": [before, None]}
        write_change(ticket, ("organisation", "deployment"), by=by, verb="ticket.fields_changed", data=data)
        move_words(ticket)
    return len(locked)
