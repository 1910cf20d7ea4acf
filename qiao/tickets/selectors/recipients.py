"""To whom an answer goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from qiao.customers.models import ContactPoint
from qiao.kernel.prepared import prepared
from qiao.tickets.models import Ticket

POINT = ("contact_id", "contact__name", "value", "is_undeliverable")


def points_of(**whose: Any) -> QuerySet[ContactPoint]:
    """Mail addresses, each contact's best first."""
    rows = ContactPoint.objects.filter(kind="email", **whose)
    return rows.annotate(is_undeliverable=Q(undeliverable_at__isnull=False)).order_by("-is_primary", "id")


_points_of_ticket = prepared(
    lambda ticket_id: (
        points_of(contact__participations__ticket=ticket_id, contact__participations__is_verified=True)
        .order_by("contact__participations__id", "-is_primary", "id")
        .values_list(*POINT, "contact__participations__role")
    )
)
_points = prepared(lambda contact_ids: points_of(contact_id__among=contact_ids).values_list(*POINT))


class MailPoint(NamedTuple):
    """A mail address of a contact, and whether mail to it came back."""

    contact_id: int
    name: str
    value: str
    is_undeliverable: bool


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
    rows = _points_of_ticket.all(ticket.pk)
    roles = {contact_id: role for contact_id, *_, role in rows}
    return arrange_recipients(roles.items(), by_contact(row[:-1] for row in rows))


def mail_points(contact_ids: Iterable[int]) -> dict[int, list[MailPoint]]:
    """Mail addresses of contacts, each contact's best first."""
    return by_contact(_points.all(list(contact_ids)))


def by_contact(rows: Iterable[Sequence[Any]]) -> dict[int, list[MailPoint]]:
    """Points by their contact, from values of `POINT`."""
    found: dict[int, list[MailPoint]] = {}
    for point in (MailPoint(*row) for row in rows):
        found.setdefault(point.contact_id, []).append(point)
    return found


def arrange_recipients(people: Iterable[tuple[int, str]], points: Mapping[int, list[MailPoint]]) -> Recipients:
    """Sort participants (contact id, role) into to, cc and blocked.

    Falls back to the first participant when there is no requester.
    """
    to: list[Recipient] = []
    cc: list[Recipient] = []
    blocked: list[Recipient] = []
    for contact_id, role in people:
        known = points.get(contact_id, [])
        working = [point for point in known if not point.is_undeliverable]
        if working:
            (to if role == "requester" else cc).append(_recipient(working[0]))
        elif known:
            blocked.append(_recipient(known[0]))
    if not to and cc:
        to = [cc.pop(0)]
    return Recipients(tuple(to), tuple(cc), tuple(blocked))


def _recipient(point: MailPoint) -> Recipient:
    return Recipient(point.name, point.value, point.contact_id)
