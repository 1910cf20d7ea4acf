"""To whom an answer goes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F

from qiao.customers.models import ContactPoint
from qiao.kernel.prepared import prepared
from qiao.tickets.models import Ticket

_points_of_ticket = prepared(
    lambda ticket_id: (
        ContactPoint.objects.filter(
            kind="email", contact__participations__ticket=ticket_id, contact__participations__is_verified=True
        )
        .annotate(place=F("contact__participations__id"), role=F("contact__participations__role"))
        .select_related("contact")
        .only("value", "undeliverable_at", "contact__name")
        .order_by("place", "-is_primary", "id")
    )
)

_points = prepared(
    lambda contact_ids: (
        ContactPoint.objects.filter(contact_id__among=contact_ids, kind="email")
        .select_related("contact")
        .only("value", "undeliverable_at", "contact__name")
        .order_by("-is_primary", "id")
    )
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and the mail address that reaches them."""

    name: str
    address: str
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recipients:
    """The usual recipients of an answer. `blocked` would get it, but their address does not work."""

    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...]
    blocked: tuple[Recipient, ...]


def recipients_of(ticket: Ticket) -> Recipients:
    """The requester, with all accepted participants in copy; one statement."""
    people: dict[int, str] = {}
    found: dict[int, list[ContactPoint]] = {}
    for point in cast("list[Any]", _points_of_ticket.all(ticket.pk)):
        people[point.contact_id] = point.role
        found.setdefault(point.contact_id, []).append(point)
    return arrange_recipients(people.items(), found)


def mail_points(contact_ids: Iterable[int]) -> dict[int, list[ContactPoint]]:
    """Mail addresses of contacts, each contact's best first."""
    found: dict[int, list[ContactPoint]] = {}
    for point in _points.all(list(contact_ids)):
        found.setdefault(point.contact_id, []).append(point)
    return found


def arrange_recipients(people: Iterable[tuple[int, str]], points: dict[int, list[ContactPoint]]) -> Recipients:
    """Sort participants (contact id, role) into to, cc and blocked.

    Falls back to the first participant when there is no requester.
    """
    to: list[Recipient] = []
    cc: list[Recipient] = []
    blocked: list[Recipient] = []
    for contact_id, role in people:
        known = points.get(contact_id, [])
        working = [point for point in known if point.undeliverable_at is None]
        if working:
            (to if role == "requester" else cc).append(_recipient(working[0]))
        elif known:
            blocked.append(_recipient(known[0]))
    if not to and cc:
        to = [cc.pop(0)]
    return Recipients(tuple(to), tuple(cc), tuple(blocked))


def _recipient(point: ContactPoint) -> Recipient:
    return Recipient(point.contact.name, point.value, point.contact_id)
