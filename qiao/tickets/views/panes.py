"""What the panes of the desk show: the queues, the list, the conversation and what stands beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from qiao.kernel.access import DeskRequest
from qiao.kernel.errors import NotFound
from qiao.kernel.parameters import chosen_number
from qiao.tickets import selectors, services
from qiao.tickets.forms import later_presets
from qiao.tickets.labels import DUE_LABELS, SORT_LABELS, STATE_LABELS, VIEW_LABELS
from qiao.tickets.models import Message, Ticket
from qiao.tickets.selectors import QueuePage, QueueRow, TicketFilters, TicketPage, TimelineEntry
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.selectors.page import MergedCard
from qiao.tickets.views.composing import composer_of

SEND_WAYS = [
    ("waiting_customer", gettext_lazy("Send, await customer")),
    ("solved", gettext_lazy("Send and solve")),
    ("open", gettext_lazy("Send, keep in progress")),
    ("waiting_rnd", gettext_lazy("Send, wait for R&D")),
    ("", gettext_lazy("Send, leave the state")),
]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Neighbouring rows with the same urgency; `count` is None when the group goes on behind this page."""

    bucket: str
    label: str
    rows: tuple[QueueRow, ...]
    count: int | None


def row_groups(page: QueuePage) -> tuple[RowGroup, ...]:
    """Rows under headings when sorted by deadline, else one group without heading."""
    if page.sort != "due":
        return (RowGroup("", "", tuple(page.rows), None),) if page.rows else ()
    runs = [(bucket, tuple(rows)) for bucket, rows in groupby(page.rows, key=lambda row: row.due_bucket)]
    last = len(runs) - 1
    return tuple(
        RowGroup(
            bucket,
            str(DUE_LABELS.get(bucket, "")),
            rows,
            None if (at == last and page.next_cursor) or (at == 0 and page.previous_cursor) else len(rows),
        )
        for at, (bucket, rows) in enumerate(runs)
    )


def filters_of(request: DeskRequest) -> TicketFilters:
    """The queue the address names."""
    return TicketFilters.from_query(request.GET)


def list_context(request: DeskRequest, filters: TicketFilters) -> dict[str, Any]:
    """For the list pane."""
    page = selectors.queue_page(request.user, filters, sort=filters.sort, cursor=request.GET.get("cursor", ""))
    return {
        "filters": filters,
        "query": filters.to_query(),
        "page": page,
        "cut": selectors.cut_text() if page.is_cut else "",
        "groups": row_groups(page),
        "awaiting": sum(row.last_direction == "in" for row in page.rows),
        "sorts": [(key, label, filters.with_(sort=key).to_query()) for key, label in SORT_LABELS.items()],
        "chips": selectors.filter_chips(request.user, filters) if filters.is_narrowed else [],
    }


def rail_context(request: DeskRequest, filters: TicketFilters) -> dict[str, Any]:
    """For the queues and views on the left, and which of them is shown."""
    rail = selectors.rail(request.user)
    items = (*rail.personal, *rail.teams, *rail.saved)
    current = next((item for item in items if item.view == filters.view), None)
    label = current.label if current else VIEW_LABELS.get(filters.view, VIEW_LABELS["all"])
    return {"rail": rail, "view_label": label, "current_view": current}


def ticket_context(request: DeskRequest, number: int) -> dict[str, Any]:
    """For the conversation and the context pane."""
    page = selectors.ticket_page(request.user, number)
    return {
        "shown": page,
        "entries": with_merged(page),
        "composer": composer_of(page, may_reply=request.user.may("ticket.reply")),
        "ticket": page.ticket,
        "side": selectors.customer_side(page.ticket, request.user),
        "query": filters_of(request).to_query(),
        "may": MayDo(request.user),
        "send_ways": _send_ways(page.ticket),
        "later": later_presets(timezone.now()),
        "states": [(key, STATE_LABELS[key]) for key in page.moves],
    }


def _send_ways(ticket: Ticket) -> list[tuple[str, str | Promise]]:
    """Ways to send a reply, the usual one first; without those whose state cannot follow here."""
    possible = {"", *selectors.moves_by_reply(ticket)}
    return [(state, label) for state, label in SEND_WAYS if state in possible]


def have_seen(request: DeskRequest, context: Mapping[str, Any]) -> None:
    """The person has this conversation before them now: mentions in it are read, nothing in it is news."""
    shown = context["shown"]
    if shown.unread_mentions:
        services.read_mentions(shown.ticket.pk, by=request.actor)
    if shown.has_news:
        services.see_ticket(shown.ticket.pk, shown.last_seen_message_id, by=request.actor)


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """A timeline entry for a ticket that was merged into this one."""

    key: str
    at: datetime
    merged: MergedCard
    kind: str = "merged"


def with_merged(page: TicketPage) -> list[TimelineEntry | MergedEntry]:
    """The timeline with a stub where each merged ticket came in."""
    start = page.entries[0].at if page.entries and page.earlier_cursor else None
    stubs = [
        MergedEntry(f"merged-{card.number}", card.merged_at, card)
        for card in page.merged
        if card.merged_at and (start is None or card.merged_at >= start)
    ]
    # the stub says the same as the event, and can be undone
    told = [entry for entry in page.entries if not (entry.event and entry.event.verb == "ticket.merged_in")]
    return sorted([*told, *stubs], key=lambda entry: entry.at)


class MayDo:
    """Asked by templates: `may.reply`, `may.edit`, …"""

    def __init__(self, person: Any) -> None:
        self._person = person

    def __getitem__(self, act: str) -> bool:
        return bool(self._person.may(f"ticket.{act}"))


def conversation_answer(
    request: DeskRequest, number: int, *, status: int = 200, extra: dict[str, Any] | None = None
) -> HttpResponse:
    """The conversation with the context pane, row and counts beside it, for htmx."""
    context = ticket_context(request, number) | {"is_fragment": True} | (extra or {})
    have_seen(request, context)
    if request.headers.get("X-Desk-Row") == str(context["ticket"].pk):
        context["row"] = selectors.queue_row(request.user, context["ticket"].pk)
    return render(request, "tickets/fragments/conversation.html", context, status=status)


def numbers_of(values: Sequence[str]) -> tuple[int, ...]:
    """The whole numbers that were posted. Raises NotUnderstood."""
    found = (chosen_number(value) for value in values)
    return tuple(number for number in found if number is not None)


def message_of(request: DeskRequest, number: int, message_id: int) -> int:
    """The id of a message in this ticket or one merged into it. Raises NotFound."""
    if not messages_of(request, number).filter(pk=message_id).exists():
        raise NotFound
    return message_id


def messages_of(request: DeskRequest, number: int) -> QuerySet[Message]:
    """The messages of this ticket and of those merged into it. Raises NotFound when the ticket is hidden."""
    return Message.objects.filter(ticket_id__in=family_ids(selectors.ticket_id(request.user, number)))
