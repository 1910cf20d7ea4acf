"""What the panes of the desk show: the queues, the list, the conversation and what stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import DeskRequest
from qiao.tickets import selectors
from qiao.tickets.selectors import QueuePage, QueueRow, TicketFilters

BUCKET_LABELS = {
    "overdue": _("Overdue"),
    "soon": _("Due soon"),
    "today": _("Later today"),
    "later": _("Later"),
    "paused": _("Paused"),
    "none": _("Without deadline"),
}


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
            str(BUCKET_LABELS.get(bucket, "")),
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
        "groups": row_groups(page),
        "awaiting": sum(row.last_direction == "in" for row in page.rows),
        "sorts": selectors.sort_choices(filters),
        "chips": selectors.filter_chips(request.user, filters) if filters.is_narrowed else [],
    }


def rail_context(request: DeskRequest, filters: TicketFilters) -> dict[str, Any]:
    """For the queues and views on the left, and the name of the one shown."""
    rail = selectors.rail(request.user)
    items = (*rail.personal, *rail.teams, *rail.saved)
    current = next((item for item in items if item.view == filters.view), None)
    return {"rail": rail, "view_label": current.label if current else selectors.view_label(filters.view)}


def ticket_context(request: DeskRequest, number: int) -> dict[str, Any]:
    """For the conversation and the context pane."""
    page = selectors.ticket_page(request.user, number)
    return {
        "shown": page,
        "ticket": page.ticket,
        "side": selectors.customer_side(page.ticket, request.user),
        "query": filters_of(request).to_query(),
        "may": MayDo(request.user),
        "states": selectors.state_choices(page.moves),
    }


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
    context["row"] = selectors.queue_row(request.user, context["ticket"].pk)
    return render(request, "tickets/fragments/conversation.html", context, status=status)


def numbers_of(values: Sequence[str]) -> tuple[int, ...]:
    """The whole numbers among posted values."""
    return tuple(int(value) for value in values if value.isdecimal())
