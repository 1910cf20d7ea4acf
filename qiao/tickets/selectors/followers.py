"""Colleagues who follow a ticket."""

from typing import Any

from django.db.models import Exists, OuterRef

from qiao.kernel.prepared import prepared
from qiao.staff.models import Person
from qiao.tickets.models import Follower

_followers = prepared(lambda ticket_id: Person.objects.filter(follows__ticket=ticket_id, is_active=True).order_by("pk"))


IS_FOLLOWED = Exists(Follower.objects.filter(ticket=OuterRef("pk")))
"""For a query of tickets, as `is_followed`: most have no followers, and need not be asked for them."""


def followers_of(ticket: Any) -> list[int]:
    """Who follows the ticket and may still see it: it may have moved out of sight since they began."""
    if not getattr(ticket, "is_followed", True):
        return []
    return [person.pk for person in ticket.those_who_see(_followers.all(ticket.pk))]
