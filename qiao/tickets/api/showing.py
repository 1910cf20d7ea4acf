"""From rows to what programs see, in a fixed number of statements however many rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from qiao.kernel.api.answers import LARGEST_ID
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.expanding import expandable
from qiao.kernel.errors import NotFound
from qiao.kernel.prepared import Prepared, prepared
from qiao.tickets.api.shown import (
    AddressShown,
    ClockShown,
    FileShown,
    LinkShown,
    MessageShown,
    Named,
    OrganisationBrief,
    ParticipantShown,
    TicketShown,
)
from qiao.tickets.models import Clock, Follower, Message, MessageAttachment, Participant, Ticket, TicketLink
from qiao.tickets.models.ticket import TicketQuerySet, TicketScope, scope_of

JOINED = ("organisation", "requester", "product", "version", "component", "team", "assignee")
BESIDE = ("participants", "followers", "links", "clocks")
Expand: Any = expandable(*JOINED, *BESIDE)

_PLAIN = (
    "id", "number", "subject", "snippet", "state", "category", "kind", "priority", "severity", "channel", "language",
    "organisation_id", "requester_id", "product_id", "version_id", "component_id", "deployment_id", "team_id",
    "assignee_id", "tags", "snoozed_until", "is_paused", "next_due_at", "next_due_metric", "message_count",
    "reopened_count", "nudge_count", "last_direction", "first_customer_at", "last_customer_at", "last_message_at",
    "created_at", "updated_at", "solved_at", "closed_at", "revision",
)  # fmt: skip


def visible_tickets(request: ApiRequest) -> tuple[TicketQuerySet, TicketScope]:
    """All tickets this caller may know of, and the scope that says so."""
    scope = scope_of(request.user)
    return Ticket.objects.in_scope(scope), scope


def ticket_row(request: ApiRequest, number: int, expand: frozenset[str] = frozenset()) -> Ticket:
    """One ticket, joined with what is to be expanded. Raises NotFound."""
    ticket = _numbered(expand & set(JOINED)).first(number)
    if ticket is None or not scope_of(request.user).covers(product_id=ticket.product_id, team_id=ticket.team_id):
        raise NotFound
    return ticket


@cache
def _numbered(expand: frozenset[str]) -> Prepared[Ticket]:
    return prepared(lambda number: with_joins(Ticket.objects.get_queryset(), expand).filter(number=number))


def with_joins(rows: TicketQuerySet, expand: frozenset[str]) -> TicketQuerySet:
    """The rows with the numbers they point to and what is to be expanded."""
    rows = rows.annotate(merged_number=F("merged_into__number"), follow_up_number=F("follow_up_of__number"))
    joined = [name for name in JOINED if name in expand]
    return rows.select_related(*joined) if joined else rows


def show_tickets(
    request: ApiRequest, tickets: Sequence[Ticket], expand: frozenset[str], scope: TicketScope | None = None
) -> list[TicketShown]:
    """Tickets from `with_joins`; one more statement for each list that is expanded."""
    ids = [ticket.pk for ticket in tickets]
    beside = {name: _BESIDE[name](ids, scope or scope_of(request.user)) for name in BESIDE if name in expand}
    return [show_ticket(ticket, expand, {name: rows[ticket.pk] for name, rows in beside.items()}) for ticket in tickets]


def show_ticket(
    ticket: Any, expand: frozenset[str] = frozenset(), beside: Mapping[str, list[Any]] | None = None
) -> TicketShown:
    """One ticket from `with_joins`."""
    values = {name: getattr(ticket, name) for name in _PLAIN}
    return TicketShown.model_construct(
        _fields_set={*values, "url", "custom", "merged_into", "follow_up_of", *(beside or {}), *(expand & set(JOINED))},
        **values,
        url=f"{settings.ADDRESS}{reverse('tickets:ticket', args=[ticket.number])}",
        custom=ticket.fields,
        merged_into=ticket.merged_number,
        follow_up_of=ticket.follow_up_number,
        **{name: _named(getattr(ticket, name)) for name in expand & set(JOINED)},
        **(beside or {}),
    )


def revision_tag(ticket: Ticket) -> str:
    """The ETag of a ticket."""
    return f'"{ticket.pk}-{ticket.revision}"'


def messages_for_showing(rows: Any) -> Any:
    """Messages with the number of their own ticket."""
    return rows.annotate(own_number=F("ticket__number"))


def show_messages(messages: Sequence[Any]) -> list[MessageShown]:
    """Messages from `messages_for_showing`, with their files in one statement."""
    files: dict[int, list[FileShown]] = defaultdict(list)
    with_files = [message.pk for message in messages if message.has_files]
    for row in MessageAttachment.objects.filter(message_id__in=with_files).order_by("id") if with_files else ():
        files[row.message_id].append(_file(row))
    return [_message(message, files[message.pk]) for message in messages]


def _message(message: Any, files: list[FileShown]) -> MessageShown:
    is_customers = message.author_kind == "contact"
    return MessageShown(
        id=message.pk, ticket=message.own_number, direction=message.direction, visibility=message.visibility,
        channel=message.channel, author_kind=message.author_kind,
        author_id=message.contact_id if is_customers else message.person_id, author_name=message.author_name,
        author_address=message.author_address, subject=message.subject, text=message.text, html=message.html,
        markdown=message.markdown, language=message.language, machine_kind=message.machine_kind,
        delivery=message.delivery, leaves_at=message.leaves_at, to=_addresses(message, "to"),
        cc=_addresses(message, "cc"), attachments=files, created_at=message.created_at,
    )  # fmt: skip


def _addresses(message: Any, key: str) -> list[AddressShown]:
    found = message.recipients.get(key, ())
    return [AddressShown(name=one.get("name", ""), address=one.get("address", "")) for one in found]


def _file(row: MessageAttachment) -> FileShown:
    address = f"{settings.ADDRESS}/api/v1/attachments/{row.pk}" if row.file_id else None
    return FileShown(
        id=row.pk, name=row.name, content_type=row.content_type, size=row.size, is_inline=row.is_inline,
        is_decoration=row.is_decoration, omitted_reason=row.omitted_reason, url=address,
    )  # fmt: skip


def _named(row: Any) -> Named | None:
    if row is None:
        return None
    if hasattr(row, "tier"):
        return OrganisationBrief(id=row.pk, name=row.name, short_name=row.short_name, tier=row.tier)
    return Named(id=row.pk, name=str(row.name))


def _participants(ids: list[int], _scope: TicketScope) -> dict[int, list[ParticipantShown]]:
    rows = Participant.objects.filter(ticket_id__in=ids).select_related("contact").order_by("id")
    return _grouped(
        (row.ticket_id, ParticipantShown.model_validate({
            "contact_id": row.contact_id, "name": row.contact.name, "role": row.role, "is_verified": row.is_verified,
        })) for row in rows
    )  # fmt: skip


def _followers(ids: list[int], _scope: TicketScope) -> dict[int, list[Named]]:
    rows = Follower.objects.filter(ticket_id__in=ids).select_related("person").order_by("id")
    return _grouped((row.ticket_id, Named(id=row.person_id, name=row.person.name)) for row in rows)


def _links(ids: list[int], scope: TicketScope) -> dict[int, list[LinkShown]]:
    seen = Ticket.objects.in_scope(scope).values("pk")
    outward = TicketLink.objects.filter(ticket_id__in=ids, other__in=seen).select_related("other").order_by("id")
    inward = TicketLink.objects.filter(other_id__in=ids, ticket__in=seen).select_related("ticket").order_by("id")
    return _grouped(
        [
            *((row.ticket_id, _link(row, row.other.number, is_outward=True)) for row in outward),
            *((row.other_id, _link(row, row.ticket.number, is_outward=False)) for row in inward),
        ]
    )


def _link(row: TicketLink, number: int, *, is_outward: bool) -> LinkShown:
    return LinkShown.model_validate({
        "id": row.pk, "kind": row.kind, "number": number, "is_outward": is_outward, "is_suggested": row.is_suggested,
    })  # fmt: skip


def _clocks(ids: list[int], _scope: TicketScope) -> dict[int, list[ClockShown]]:
    rows = Clock.objects.filter(ticket_id__in=ids).order_by("id")
    return _grouped(
        (row.ticket_id, ClockShown.model_validate({
            "id": row.pk, "metric": row.metric, "state": row.outcome or ("paused" if row.due_at is None else "running"),
            "target_seconds": row.target_seconds, "due_at": row.due_at, "stopped_at": row.stopped_at,
        })) for row in rows
    )  # fmt: skip


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


_BESIDE: dict[str, Any] = {
    "participants": _participants, "followers": _followers, "links": _links, "clocks": _clocks,
}  # fmt: skip


def readable_message(request: ApiRequest, message_id: int) -> Message:
    """A message in a ticket this caller may know of. Raises NotFound."""
    rows, _scope = visible_tickets(request)
    found = Message.objects.filter(pk=min(message_id, LARGEST_ID), ticket__in=rows.values("pk")).first()
    if found is None:
        raise NotFound
    return found
