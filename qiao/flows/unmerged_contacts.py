"""A contact that was merged by mistake is taken out again: tickets leave the customer they only had by it."""

from datetime import datetime

from qiao.customers.events import ContactUnmerged
from qiao.kernel.access import Actor
from qiao.kernel.events import on
from qiao.tickets.public import leave_customer


@on(ContactUnmerged)
def give_tickets_back(event: ContactUnmerged) -> None:
    """Nobody goes on reading the tickets of somebody who never was their colleague."""
    leave_customer(event.contact_id, since=datetime.fromisoformat(event.since), by=Actor.system())
