"""Boxes of tickets on the pages of customers and contacts: figures, a year by month, what was promised."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.tickets.labels import KIND_LABELS, PRIORITY_LABELS
from qiao.tickets.selectors.customer_figures import Months, by_month, figures, promises
from qiao.ui.charts import chart

KINDS = ("organisation", "requester")
HUES = {
    "question": "var(--chart-1)",
    "incident": "var(--chart-3)",
    "defect_report": "var(--chart-2)",
    "request": "var(--chart-rest)",
}


@desk_page("ticket.view")
@require_safe
def customer_figures(request: DeskRequest, kind: str, object_id: int) -> HttpResponse:
    """Open, lately, deadlines kept."""
    _check(kind)
    context = {"figures": figures(request.user, kind, object_id)}
    return render(request, "tickets/fragments/customer_figures.html", context)


@desk_page("ticket.view")
@require_safe
def customer_months(request: DeskRequest, kind: str, object_id: int) -> HttpResponse:
    """Tickets opened in the last twelve months, by type."""
    _check(kind)
    months = by_month(request.user, kind, object_id)
    drawn = chart(_option(months), _in_words(months)) if months.total else ""
    return render(request, "tickets/fragments/customer_months.html", {"chart": drawn, "months": months})


@desk_page("ticket.view")
@require_safe
def customer_promises(request: DeskRequest, object_id: int) -> HttpResponse:
    """How soon we answer and solve; the same for every customer of this installation."""
    rows = [(PRIORITY_LABELS[one.priority], one) for one in promises()]
    return render(request, "tickets/fragments/customer_promises.html", {"promises": rows})


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise NotFound


def _option(months: Months) -> dict[str, Any]:
    names = {group: str(KIND_LABELS[group]) for group in months.numbers}
    return {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0, "itemWidth": 10, "itemHeight": 10},
        "grid": {"left": 4, "right": 4, "top": 12, "bottom": 30, "containLabel": True},
        "xAxis": {"type": "category", "data": [f"{month:%Y-%m}" for month in months.months]},
        "yAxis": {"type": "value", "minInterval": 1},
        "series": [
            {
                "type": "bar", "stack": "all", "name": names[group], "data": list(numbers), "barMaxWidth": 28,
                "itemStyle": {"color": HUES[group]},
            }
            for group, numbers in months.numbers.items()
            if sum(numbers)
        ],
    }  # fmt: skip


def _in_words(months: Months) -> str:
    parts = [
        f"{KIND_LABELS[group]} {sum(numbers)}" for group, numbers in months.numbers.items() if sum(numbers)
    ]  # fmt: skip
    total = ngettext("%(n)d ticket in twelve months", "%(n)d tickets in twelve months", months.total)
    return _("%(total)s: %(parts)s") % {"total": total % {"n": months.total}, "parts": ", ".join(parts)}
