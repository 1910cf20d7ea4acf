"""After a contact is un-merged, tickets leave the customer they had only through the merge."""

from datetime import datetime

from qiao.customers.events import ContactUnmerged
from qiao.kernel.access import Actor
from qiao.kernel.events import on
from qiao.tickets.public import leave_customer


@on(ContactUnmerged)
def give_tickets_back(event: ContactUnmerged) -> None:
    """Portal access to the tickets of the un-merged contact ends."""
    leave_customer(event.contact_id, since=datetime.fromisoformat(event.since), by=Actor.system())
