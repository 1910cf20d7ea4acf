"""Who has a ticket open now."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from qiao.tickets.models import Presence

LEASE = timedelta(seconds=45)
"""A browser renews its presence every 30 seconds; after this long without, it has gone."""


@dataclass(frozen=True, slots=True)
class PresenceCard:
    """A colleague looking at the ticket, or writing in it."""

    person_id: int
    name: str
    hue: int
    is_typing: bool


def who_is_here(ticket_id: int, *, besides: int = 0) -> tuple[PresenceCard, ...]:
    """Colleagues whose lease has not run out, first come first."""
    rows = Presence.objects.filter(ticket_id=ticket_id, seen_at__gt=timezone.now() - LEASE)
    rows = rows.exclude(person_id=besides).select_related("person").order_by("id")
    return tuple(PresenceCard(row.person_id, row.person.name, row.person.avatar_hue, row.is_typing) for row in rows)
