"""Colleagues who follow a ticket."""

from qiao.kernel.prepared import prepared
from qiao.staff.models import Person
from qiao.tickets.models import Ticket

_followers = prepared(lambda ticket_id: Person.objects.filter(follows__ticket=ticket_id, is_active=True).order_by("pk"))


def followers_of(ticket: Ticket) -> list[int]:
    """Who follows the ticket and may still see it: it may have moved out of sight since they began."""
    return [person.pk for person in ticket.those_who_see(_followers.all(ticket.pk))]
