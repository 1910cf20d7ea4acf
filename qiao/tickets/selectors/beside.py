"""The short lists beside a conversation: people, addresses, links, drafts, fields; all in one statement."""

from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from qiao.kernel.lines import lines
from qiao.kernel.prepared import prepared
from qiao.staff.models import Notification, Person
from qiao.tickets.models import CustomField, Draft, Follower, Mention, Participant, Seen, Ticket, TicketLink
from qiao.tickets.selectors.presence import LEASE, present
from qiao.tickets.selectors.recipients import POINT, points_of

Line = list[Any]
LINKED = ("number", "subject", "state", "product_id", "team_id")


class Beside(NamedTuple):
    """Lines of plain values; which ones, says `_beside`. `has_notices`: unread notifications tell of the ticket."""

    participants: list[Line]
    points: list[Line]
    followers: list[Line]
    links: list[Line]
    follow_ups: list[Line]
    drafts: list[Line]
    present: list[Line]
    fields: list[Line]
    unread_mentions: list[Line]
    seen: list[Line]
    has_notices: bool


def _beside(ticket_id: Any, family: Any, person_id: Any, since: Any) -> QuerySet[Any, Any]:
    of_this = {"ticket": OuterRef("pk")}
    linked = (f"{end}__{name}" for end in ("ticket", "other") for name in LINKED)
    fields = CustomField.objects.filter(Q(products=None) | Q(products=OuterRef("product")), is_active=True)
    notices = Notification.objects.filter(
        person=person_id, object_type="tickets.ticket", object_id=OuterRef("pk"), read_at=None
    )
    return Ticket.objects.get_queryset().filter(pk=ticket_id).values_list(
        lines(
            Participant.objects.filter(**of_this).order_by("id"),
            "contact_id", "contact__name", "role", "is_verified",
        ),
        lines(points_of(contact__participations__ticket=OuterRef("pk")), *POINT),
        lines(
            Follower.objects.filter(**of_this).order_by("id"), "person_id", "person__name", "person__avatar_hue"
        ),
        lines(
            TicketLink.objects.filter(Q(ticket=OuterRef("pk")) | Q(other=OuterRef("pk"))).order_by("id"),
            "id", "kind", "is_suggested", "ticket_id", *linked,
        ),
        lines(Ticket.objects.get_queryset().filter(follow_up_of=OuterRef("pk")).order_by("id"), *LINKED),
        lines(
            Draft.objects.filter(**of_this, person=person_id), "kind", "markdown", "to", "cc", "language", "files"
        ),
        lines(
            present(OuterRef("pk"), since=since, besides=person_id),
            "person_id", "person__name", "person__avatar_hue", "is_typing",
        ),
        lines(fields, "key", "label", "kind", "choices", "is_required_to_solve"),
        lines(Mention.objects.filter(ticket_id__among=family, person=person_id, read_at=None), "message_id"),
        lines(Seen.objects.filter(**of_this, person=person_id), "message_id"),
        Exists(notices),
    )  # fmt: skip


_asked = prepared(_beside)


def read_beside(ticket_id: int, family: list[int], viewer: Person) -> Beside:
    """What stands beside a ticket for this reader. `family`: ids of the ticket and those merged into it."""
    return Beside(*_asked.all(ticket_id, family, viewer.pk, timezone.now() - LEASE)[0])
