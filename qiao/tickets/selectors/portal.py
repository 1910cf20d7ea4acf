"""What a customer sees of tickets: their own and, by role, their organisation's; public messages only.

Every page of the portal goes through `visible_tickets`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from qiao.customers.portal import PortalCustomer
from qiao.kernel.errors import NotFound
from qiao.kernel.keyset import Page, keyset_page
from qiao.kernel.models import StoredFile
from qiao.kernel.search import Filters, Scope, search
from qiao.tickets.models import Message, MessageAttachment, Participant, Ticket
from qiao.tickets.rules.states import OPEN_STATES
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.selectors.scope import number_in

_UNSENT = ("held", "scheduled", "cancelled")
_OWN_FILE = re.compile(r'(["\s])/files/([0-9a-f]{64})/')
PAGE = 30
MOST_MESSAGES = 200


@dataclass(frozen=True, slots=True)
class PortalFile:
    """A file of a message."""

    sha256: str
    name: str
    size: int
    is_image: bool


@dataclass(frozen=True, slots=True)
class PortalMessage:
    """One thing that was said, safe to show. `is_ours`: by the support team."""

    id: int
    is_ours: bool
    author_name: str
    author_hue: int
    html: SafeString
    language: str
    files: tuple[PortalFile, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """How the list is narrowed: `open` or `done`; everybody's or one's own; words or a number."""

    show: str = "open"
    whose: str = "mine"
    words: str = ""


def visible_tickets(customer: PortalCustomer) -> QuerySet[Ticket]:
    """All tickets this customer may know of. Spam is nobody's."""
    takes_part = Participant.objects.filter(contact_id__in=customer.contact_ids, is_verified=True)
    mine = Q(requester_id__in=customer.contact_ids) | Q(pk__in=takes_part.values("ticket_id"))
    doubted = Participant.objects.filter(contact_id__in=customer.contact_ids, role="requester", is_verified=False)
    unplaced = Q(organisation=None, requester_id__in=customer.contact_ids) & ~Q(pk__in=doubted.values("ticket_id"))
    ours = Q(organisation_id__in=customer.organisation_ids)
    seen = unplaced | (ours if customer.sees_organisation else ours & mine)
    return Ticket.objects.get_queryset().filter(seen).exclude(state="spam")


def listed_tickets(customer: PortalCustomer, wanted: TicketFilter, *, after: str = "") -> Page[Ticket]:
    """A page of the list, most recently moved first. Merged tickets show in the one they were merged into."""
    rows = visible_tickets(customer).exclude(state="merged").select_related("requester", "product")
    if wanted.whose == "mine":
        rows = rows.filter(requester_id__in=customer.contact_ids)
    rows = rows.filter(state__in=OPEN_STATES) if wanted.show == "open" else rows.exclude(state__in=OPEN_STATES)
    if wanted.words:
        rows = rows.filter(pk__in=_found(customer, wanted.words))
    return keyset_page(rows, ("-updated_at", "-id"), after=after, size=PAGE)


def awaiting_customer(customer: PortalCustomer, *, limit: int = 5) -> list[Ticket]:
    """Tickets of their own on which we wait for them, longest first."""
    rows = visible_tickets(customer).filter(requester_id__in=customer.contact_ids)
    return list(rows.filter(state__in=("waiting_customer", "solved")).order_by("updated_at", "id")[:limit])


def recent_tickets(customer: PortalCustomer, *, limit: int = 5) -> list[Ticket]:
    """Their own tickets that are being worked on."""
    rows = visible_tickets(customer).filter(requester_id__in=customer.contact_ids, state__in=OPEN_STATES)
    return list(rows.exclude(state="waiting_customer").order_by("-updated_at", "-id")[:limit])


def portal_ticket(customer: PortalCustomer, number: int) -> Ticket:
    """One ticket by its number, with what its page shows. Raises NotFound."""
    rows = visible_tickets(customer).select_related(
        "requester", "product", "version", "deployment", "merged_into", "assignee", "organisation"
    )
    found = rows.filter(number=number).first()
    if found is None:
        raise NotFound
    return found


def shown_instead(customer: PortalCustomer, ticket: Ticket) -> Ticket | None:
    """The ticket a merged one became part of, if the customer may see that."""
    target = ticket.merged_into
    while target is not None and target.merged_into is not None:
        target = target.merged_into
    return visible_tickets(customer).filter(pk=target.pk).first() if target else None


def public_messages(customer: PortalCustomer, ticket: Ticket, *, after: str = "") -> tuple[list[PortalMessage], str]:
    """What was said last, oldest first, and the cursor to what was said before that; "" when nothing was.

    No notes, no machines, nothing that may still be taken back.
    Of merged tickets only those of the same organisation: another customer's words are never shown.
    """
    rows = _visible_messages(customer, ticket).select_related("person", "ticket")
    page = keyset_page(rows, ("-created_at", "-id"), after=after, size=MOST_MESSAGES)
    files = _files_of(page.rows)
    return [_message(row, ticket.number, files[row.pk]) for row in page.rows[::-1]], page.next


def file_of_ticket(customer: PortalCustomer, ticket: Ticket, sha256: str) -> StoredFile:
    """A file that a visible message carries or shows. Raises NotFound."""
    stored = StoredFile.objects.filter(sha256=sha256).first()
    carried = Q(attachments__file=stored) | Q(html__contains=f"/files/{sha256}/")
    if stored is None or not _visible_messages(customer, ticket).filter(carried).exists():
        raise NotFound
    return stored


def _visible_messages(customer: PortalCustomer, ticket: Ticket) -> QuerySet[Message]:
    family = family_ids(ticket.pk)
    same = Q(ticket=ticket.pk) | Q(ticket_id__in=family, ticket__organisation_id__in=customer.organisation_ids)
    same |= Q(ticket_id__in=family, ticket__organisation=None, ticket__requester_id__in=customer.contact_ids)
    rows = Message.objects.filter(same, direction__in=("in", "out"), visibility="public", machine_kind="")
    return rows.exclude(delivery__in=_UNSENT)


def _found(customer: PortalCustomer, words: str) -> Sequence[int]:
    number = number_in(words)
    if number is not None:
        by_number = list(visible_tickets(customer).filter(number=number).values_list("pk", flat=True))
        if by_number:
            return by_number
    scope = Scope(sees_internal=False, organisation_ids=customer.organisation_ids or None)
    within = {"tickets.ticket": visible_tickets(customer)}
    hits = search(words, scope=scope, filters=Filters(object_types=("tickets.ticket",), within=within)).hits
    return [hit.object_id for hit in hits]


def _files_of(messages: Iterable[Message]) -> dict[int, tuple[PortalFile, ...]]:
    found: dict[int, list[PortalFile]] = defaultdict(list)
    ids = [message.pk for message in messages]
    rows = MessageAttachment.objects.filter(message_id__in=ids, file__isnull=False)
    rows = rows.filter(is_inline=False, is_decoration=False)
    for row in rows.select_related("file").order_by("id"):
        if row.file is not None:
            is_image = row.content_type in {"image/png", "image/jpeg", "image/gif", "image/webp"}
            found[row.message_id].append(PortalFile(row.file.sha256, row.name, row.size, is_image))
    return defaultdict(tuple, {message_id: tuple(files) for message_id, files in found.items()})


def _message(message: Message, number: int, files: tuple[PortalFile, ...]) -> PortalMessage:
    html = message.html or (linebreaks(urlize(message.text, nofollow=True, autoescape=True)) if message.text else "")
    # pictures of a message are fetched through the portal, where the ticket decides who may
    own = _OWN_FILE.sub(rf"\1/portal/tickets/{number}/files/\2/", html)
    person = message.person if message.direction == "out" else None
    return PortalMessage(
        id=message.pk, is_ours=message.direction == "out",
        author_name=(person.call_name or person.name) if person else message.author_name,
        author_hue=person.avatar_hue if person else 3, html=mark_safe(own), language=message.language,
        files=files, at=message.created_at,
    )  # fmt: skip
