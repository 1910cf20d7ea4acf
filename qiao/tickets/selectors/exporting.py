"""The queue as rows of a table."""

from collections.abc import Iterator, Sequence

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qiao.customers.ports import Cell, ExportSource
from qiao.staff.models import Person
from qiao.tickets.labels import COLUMN_LABELS, KIND_LABELS, PRIORITY_LABELS, STATE_LABELS
from qiao.tickets.models import Ticket
from qiao.tickets.selectors.filters import TicketFilters, condition_of, resolve_filters
from qiao.tickets.selectors.queue import QueueRow, queue_page

EXPORTED = (
    "number", "subject", "organisation", "requester", "state", "priority", "kind", "product", "version", "team",
    "assignee", "tags", "messages", "due", "created", "updated",
)  # fmt: skip
_BATCH = 500


def ticket_list() -> ExportSource:
    """Tickets as the queue's filters choose them."""
    return ExportSource(
        key="tickets", title=_("Tickets"), permission="ticket.view", columns=_columns, count=_count, rows=_rows,
        address="tickets:table",
    )  # fmt: skip


def _columns() -> list[str]:
    return [str(COLUMN_LABELS[key]) for key in EXPORTED]


def _count(person: Person, query: str) -> int:
    filters = resolve_filters(person, _filters(query))
    # words narrow further; then the number is an upper bound, and the end corrects it
    return Ticket.objects.visible_to(person).filter(condition_of(person, filters)).count()


def _rows(person: Person, query: str) -> Iterator[Sequence[Cell]]:
    filters, cursor = _filters(query), ""
    while True:
        page = queue_page(person, filters, sort="created", cursor=cursor, limit=_BATCH)
        yield from map(_cells, page.rows)
        cursor = page.next_cursor
        if not cursor:
            return


def _filters(query: str) -> TicketFilters:
    filters = TicketFilters.from_text(query)
    return filters if "view" in QueryDict(query) else filters.with_(view="all")


def _cells(row: QueueRow) -> list[Cell]:
    return [
        row.number, row.subject, row.organisation, row.requester, str(STATE_LABELS[row.state]),
        str(PRIORITY_LABELS[row.priority]), str(KIND_LABELS[row.kind]), row.product, row.version, row.team,
        row.assignee, ", ".join(row.tags), row.message_count, row.next_due_at, row.created_at, row.updated_at,
    ]  # fmt: skip
