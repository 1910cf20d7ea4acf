"""The queue as rows of a table."""

from collections.abc import Iterator, Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.customers.ports import Cell, ExportSource
from qiao.staff.models import Person
from qiao.tickets.labels import COLUMN_LABELS, KIND_LABELS, PRIORITY_LABELS, STATE_LABELS
from qiao.tickets.selectors.filters import TicketFilters, resolve_filters
from qiao.tickets.selectors.queue import MOST_FOUND, Matching, QueueRow, matching_tickets, queue_page

EXPORTED = (
    "number", "subject", "organisation", "requester", "state", "priority", "kind", "product", "version", "team",
    "assignee", "tags", "messages", "due", "created", "updated",
)  # fmt: skip
_BATCH = 500


def ticket_list() -> ExportSource:
    """Tickets as the queue's filters choose them."""
    return ExportSource(
        key="tickets", title=gettext_lazy("Tickets"), permission="ticket.view", columns=_columns, count=ticket_count,
        rows=_rows, address="tickets:table", remark=_remark,
    )  # fmt: skip


def _columns() -> list[str]:
    return [str(COLUMN_LABELS[key]) for key in EXPORTED]


def ticket_count(person: Person, query: str) -> int:
    """How many tickets the filters of an address choose."""
    return _matching(person, query).tickets.count()


def _remark(person: Person, query: str) -> str:
    return cut_text() if _matching(person, query).is_cut else ""


def cut_text() -> str:
    """That words found more tickets than a queue takes."""
    return _("More tickets fit these words. Only the %(count)d most relevant are listed; narrow the filters.") % {
        "count": MOST_FOUND
    }


def _matching(person: Person, query: str) -> Matching:
    return matching_tickets(person, resolve_filters(person, _filters(query)))


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
