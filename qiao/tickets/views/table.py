"""The full table of tickets, and its export."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.customers.public import stream_export
from qiao.kernel.access import DeskRequest, desk_page
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
from qiao.tickets.selectors import TicketFilters
from qiao.tickets.views.bulk import beyond_rows
from qiao.tickets.views.panes import MayDo, filters_of, list_context, rail_context

USUAL_COLUMNS = ("number", "subject", "organisation", "state", "due", "product", "assignee", "updated")
MOST_EXPORTED = 50_000


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
        "beyond": beyond_rows(context["page"]),
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
    """Save the columns of the user's table; `back` is the query of the table one came from."""
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
    """The filtered tickets as CSV; `encoding=gb18030` for a spreadsheet that expects it. Very many take another way."""
    query = _filters(request).to_query()
    if selectors.ticket_count(request.user, query) > MOST_EXPORTED:
        messages.info(request, _("These are more than 50,000 tickets: they are made into a file in the background."))
        return redirect(f"{reverse('customers:exports')}?source=tickets&{query}")
    is_gb = request.GET.get("encoding") == "gb18030"
    parts = stream_export("tickets", query, "csv-gb18030" if is_gb else "csv-bom", request.user, by=request.actor)
    response = StreamingHttpResponse(parts, content_type=f"text/csv; charset={'gb18030' if is_gb else 'utf-8'}")
    response.headers["Content-Disposition"] = f'attachment; filename="tickets-{localtime(now()):%Y%m%d-%H%M}.csv"'
    return response
