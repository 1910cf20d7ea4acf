"""The row of a ticket in the full table.

Written here and not in a template, as the rows of the list are: a page holds four hundred of them.
"""

from collections.abc import Callable, Iterable
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from qiao.tickets.labels import KIND_LABELS, SEVERITY_LABELS
from qiao.tickets.rows import owner_avatar, row_deadline, ticket_number
from qiao.tickets.selectors import QueueRow
from qiao.ui.marks import priority, status, tags, tier, time_tag
from qiao.ui.places import place

NUMERIC = {"messages", "updated", "created"}


def table_row(row: QueueRow, columns: Iterable[str], query: str, can_be_chosen: bool) -> SafeString:
    """One cell for each column, after the box for bulk acts. `query`: of the queue, for the link to the ticket."""
    box = _box(row) if can_be_chosen else ""
    cells = "".join(_cell(column, row, query) for column in columns)
    css = ' class="is-unread"' if row.unread else ""
    return SafeString(f"<tr{css} data-row>{box}<td>{priority(row.priority)}</td>{cells}</tr>")


def _box(row: QueueRow) -> str:
    said = escape(_("Select %(ticket)s") % {"ticket": ticket_number(row.number)})
    return (
        f'<td class="c-check"><label class="check"><input type="checkbox" data-check name="ticket" value="{row.id}"'
        f' aria-label="{said}"></label></td>'
    )


def _cell(column: str, row: QueueRow, query: str) -> str:
    if column == "subject":
        return f'<td class="c-subject is-main">{_subject(row, query)}</td>'
    css = " is-num t3" if column in NUMERIC else ""
    shown = _CELLS[column](row) if column in _CELLS else escape(str(getattr(row, column, "") or ""))
    return f'<td class="c-{column}{css}">{shown}</td>'


def _subject(row: QueueRow, query: str) -> str:
    address = escape(place("tickets:ticket", row.number) + (f"?{query}" if query else ""))
    subject = escape(row.subject)
    link = f'<a class="cut" href="{address}" title="{subject}">{subject}</a>'
    return f'<span class="row">{link}{tags(row.tags, 2)}</span>'


def _owner(row: QueueRow) -> str:
    name = escape(row.assignee)
    who = (
        f'<span class="cut" title="{name}">{name}</span>'
        if name
        else f'<span class="t3">{escape(_("Unassigned"))}</span>'
    )
    return f'<span class="row row--1">{owner_avatar(row)}{who}</span>'


def _customer(row: QueueRow) -> str:
    name = escape(row.organisation)
    return f'<span class="row row--1"><span class="cut" title="{name}">{name}</span>{tier(row.tier)}</span>'


def _product(row: QueueRow) -> str:
    name = escape(f"{row.product} {row.version}".strip())
    return f'<span class="t2" title="{name}">{name}</span>'


_CELLS: dict[str, Callable[[QueueRow], str]] = {
    "number": lambda row: f'<span class="t3">{ticket_number(row.number)}</span>',
    "organisation": _customer,
    "state": lambda row: status(row.state),
    "due": row_deadline,
    "product": _product,
    "assignee": _owner,
    "messages": lambda row: str(row.message_count),
    "updated": lambda row: time_tag(row.updated_at),
    "created": lambda row: time_tag(row.created_at),
    "priority": lambda row: priority(row.priority, words=True),
    "severity": lambda row: escape(str(SEVERITY_LABELS.get(row.severity, row.severity))) if row.severity else "",
    "kind": lambda row: escape(str(KIND_LABELS.get(row.kind, row.kind))),
    "tags": lambda row: tags(row.tags, 3),
}
