"""The full table of tickets, and its export."""

import csv
import io
from collections.abc import Iterator
from datetime import tzinfo

from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime, now
from django.utils.translation import get_language, override
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.staff.models import Person
from qiao.tickets import selectors, services
from qiao.tickets.forms import later_presets
from qiao.tickets.labels import (
    COLUMN_LABELS,
    DUE_LABELS,
    FILTER_LABELS,
    KIND_LABELS,
    PRIORITY_LABELS,
    SORT_LABELS,
    STATE_LABELS,
)
from qiao.tickets.rules.states import OPEN_STATES
from qiao.tickets.selectors import QueueRow, TicketFilters
from qiao.tickets.views.panes import MayDo, filters_of, list_context, rail_context

USUAL_COLUMNS = ("number", "subject", "organisation", "state", "due", "product", "assignee", "updated")
MOST_EXPORTED = 50_000
EXPORTED = (
    "number", "subject", "organisation", "requester", "state", "priority", "kind", "product", "version", "team",
    "assignee", "tags", "messages", "due", "created", "updated",
)  # fmt: skip


@desk_page("ticket.view")
@require_safe
def tickets(request: DeskRequest) -> HttpResponse:
    """Tickets as a table: filters, columns, density and sort in the address."""
    filters = _filters(request)
    context = rail_context(request, filters) | list_context(request, filters)
    choices = selectors.filter_choices(request.user)
    density = request.GET.get("density") or request.user.density
    context |= {
        "columns": _columns(request, filters),
        "all_columns": [(key, label) for key, label in COLUMN_LABELS.items() if key != "subject"],
        "density": density,
        "other_density": "compact" if density == "roomy" else "roomy",
        "choices": choices,
        "choice_groups": choice_groups(choices, filters),
        "sort_labels": SORT_LABELS,
        "may": MayDo(request.user),
        "may_share": request.user.may("view.share"),
        "chips": selectors.filter_chips(request.user, filters),
        "here": request.GET.urlencode(),
        "kept_query": [(key, values) for key, values in request.GET.lists() if key not in {"column", "cursor"}],
        "due_choices": [(key, DUE_LABELS[key]) for key in ("overdue", "soon", "today")],
        "bulk_states": [(key, STATE_LABELS[key]) for key in (*OPEN_STATES[1:], "solved", "closed")],
        "priorities": PRIORITY_LABELS.items(),
        "later": later_presets(now()),
    }
    template = "table_body" if request.htmx and request.htmx.target == "table-body" else "table"
    return render(request, f"tickets/{template}.html", context)


def _filters(request: DeskRequest) -> TicketFilters:
    filters = filters_of(request)
    return filters if "view" in request.GET else filters.with_(view="all")


def _columns(request: DeskRequest, filters: TicketFilters) -> tuple[str, ...]:
    asked = request.GET.getlist("column") or selectors.table_columns(request.user, filters.view)
    return tuple(key for key in COLUMN_LABELS if key in asked or key == "subject") if asked else USUAL_COLUMNS


@desk_page("ticket.view")
@require_POST
def columns(request: DeskRequest) -> HttpResponse:
    """Choose the columns of one's table, for good; `back` is the query of the table one came from."""
    services.choose_columns([] if request.POST.get("usual") else request.POST.getlist("column"), by=request.actor)
    back = QueryDict(request.POST.get("back", ""), mutable=True)
    for name in ("column", "cursor"):
        back.pop(name, None)
    return redirect(reverse("tickets:table") + f"?{back.urlencode()}")


def choice_groups(offered: selectors.FilterChoices, filters: TicketFilters) -> list[dict[str, object]]:
    """The filters on offer, each with what is chosen now."""
    choice = selectors.Choice
    fixed = {
        "state": [choice(key, str(label), "") for key, label in STATE_LABELS.items()],
        "priority": [choice(key, str(label), "") for key, label in PRIORITY_LABELS.items()],
        "kind": [choice(key, str(label), "") for key, label in KIND_LABELS.items()],
        "team": offered.teams,
        "assignee": offered.people,
        "product": offered.products,
        "tag": offered.tags,
    }
    return [
        {
            "field": field,
            "label": FILTER_LABELS[field],
            "options": options,
            "chosen": {str(value) for value in getattr(filters, field)},
        }
        for field, options in fixed.items()
        if options
    ]


@desk_page("ticket.view")
@require_safe
def export(request: DeskRequest) -> HttpResponseBase:
    """The filtered tickets as CSV; `encoding=gb18030` for a spreadsheet that expects it, else UTF-8 with a mark."""
    encoding = "gb18030" if request.GET.get("encoding") == "gb18030" else "utf-8"
    lines = _csv_lines(request.user, _filters(request), get_language() or "en", timezone.get_current_timezone())
    start = b"" if encoding == "gb18030" else b"\xef\xbb\xbf"
    response = StreamingHttpResponse(_encoded(start, lines, encoding), content_type=f"text/csv; charset={encoding}")
    response.headers["Content-Disposition"] = f'attachment; filename="tickets-{localtime(now()):%Y%m%d-%H%M}.csv"'
    return response


def _encoded(start: bytes, lines: Iterator[str], encoding: str) -> Iterator[bytes]:
    yield start
    for line in lines:
        yield line.encode(encoding, errors="replace")


def _csv_lines(person: Person, filters: TicketFilters, language: str, zone: tzinfo) -> Iterator[str]:
    """Parts of the file. They are made after the view returned, so each part needs its language and zone."""
    cursor, written = "", 0
    with override(language):
        head: list[object] = [str(COLUMN_LABELS[key]) for key in EXPORTED]
    yield _lines([head])
    while written < MOST_EXPORTED:
        with override(language), timezone.override(zone):
            page = selectors.queue_page(person, filters, sort="created", cursor=cursor, limit=500)
            part = _lines([[_guarded(value) for value in _cells(row)] for row in page.rows])
        yield part
        written, cursor = written + len(page.rows), page.next_cursor
        if not cursor:
            return


def _lines(rows: list[list[object]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cells(row: QueueRow) -> list[object]:
    moments = [
        f"{localtime(at):%Y-%m-%d %H:%M}" if at else "" for at in (row.next_due_at, row.created_at, row.updated_at)
    ]
    return [
        row.number, row.subject, row.organisation, row.requester, str(STATE_LABELS[row.state]),
        str(PRIORITY_LABELS[row.priority]), str(KIND_LABELS[row.kind]), row.product, row.version, row.team,
        row.assignee, ", ".join(row.tags), row.message_count, *moments,
    ]  # fmt: skip


def _guarded(value: object) -> object:
    """A spreadsheet must not take a customer's subject for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
