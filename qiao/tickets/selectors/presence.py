"""Who has a ticket open now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from qiao.kernel.prepared import prepared
from qiao.tickets.models import Presence

LEASE = timedelta(seconds=45)
"""A browser renews its presence every 30 seconds; after this long without, it has gone."""


def present(ticket_id: Any, *, since: Any, besides: Any) -> QuerySet[Presence]:
    """Leases that were renewed after `since`, first come first."""
    return Presence.objects.filter(ticket_id=ticket_id, seen_at__gt=since).exclude(person_id=besides).order_by("id")


_here = prepared(
    lambda ticket_id, since, besides: present(ticket_id, since=since, besides=besides).values_list(
        "person_id", "person__name", "person__avatar_hue", "is_typing"
    )
)


@dataclass(frozen=True, slots=True)
class PresenceCard:
    """A colleague looking at the ticket, or writing in it."""

    person_id: int
    name: str
    hue: int
    is_typing: bool


def who_is_here(ticket_id: int, *, besides: int = 0) -> tuple[PresenceCard, ...]:
    """Colleagues whose lease has not run out, first come first."""
    return tuple(PresenceCard(*row) for row in _here.all(ticket_id, timezone.now() - LEASE, besides))
