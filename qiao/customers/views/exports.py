"""Lists as files: asking for one, seeing how far it is, fetching it."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers import services
from qiao.customers.models import Export
from qiao.customers.ports import export_sources
from qiao.customers.services.everything import EVERYTHING
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotAllowed
from qiao.kernel.files import file_url

MOST_SHOWN = 30
TABLE_FORMATS = [(value, label) for value, label in Export.Format.choices if value != Export.Format.JSONL]


@desk_page("own")
@require_http_methods(["GET", "POST"])
def exports(request: DeskRequest) -> HttpResponse:
    """One's own exports; a form for a new one, for the list and the filters that the address names."""
    if request.method == "POST":
        return _start(request)
    source = export_sources().get(request.GET.get("source", ""))
    if source is not None and not request.user.may(source.permission):
        raise NotAllowed
    kept = request.GET.copy()
    kept.pop("source", None)
    context = {
        "source": source,
        "sources": _siblings(request, source.permission) if source else [],
        "query": kept.urlencode(),
        "formats": TABLE_FORMATS,
        "may_have_everything": request.user.may("data.export"),
        "is_filtered": any(value for key, value in kept.items() if key not in {"view", "sort", "column"}),
    }
    return render(request, "customers/exports.html", context | _latest(request))


@desk_page("own")
@require_safe
def export_rows(request: DeskRequest) -> HttpResponse:
    """How far the exports are, asked for while one is being made."""
    return render(request, "customers/exports.html#rows", _latest(request))


@desk_page("own")
@require_POST
def export_cancel(request: DeskRequest, export_id: int) -> HttpResponse:
    """Stop one's own export."""
    services.cancel_export(export_id, by=request.actor)
    return redirect("customers:exports")


@desk_page("own")
@require_safe
def export_file(request: DeskRequest, export_id: int) -> HttpResponse:
    """The finished file, under its name."""
    export = get_object_or_404(Export.objects.select_related("file"), pk=export_id, person=request.user)
    if export.file is None:
        return redirect("customers:exports")
    return redirect(f"{file_url(export.file, export.name)}?download")


def _start(request: DeskRequest) -> HttpResponse:
    source, query = request.POST.get("source", ""), request.POST.get("query", "")
    format_ = request.POST.get("format", "")
    if format_ not in Export.Format.values:
        format_ = Export.Format.CSV_BOM
    services.request_export(
        source, query, Export.Format.JSONL if source == EVERYTHING else format_, request.user,
        language=get_language() or "en", time_zone=timezone.get_current_timezone_name(), by=request.actor,
    )  # fmt: skip
    return redirect(f"{reverse('customers:exports')}?{urlencode({'source': source} if source != EVERYTHING else {})}")


def _latest(request: DeskRequest) -> dict[str, object]:
    names = {key: source.title for key, source in export_sources().items()}
    rows = Export.objects.filter(person=request.user).order_by("-id")[:MOST_SHOWN]
    shown = [
        {
            "row": row,
            "title": names.get(row.source, ""),
            "is_going": row.state in {Export.State.WAITING, Export.State.RUNNING},
            "percent": min(100, 100 * row.done // row.total) if row.total else None,
        }
        for row in rows
    ]
    return {"exports": shown, "is_going": any(one["is_going"] for one in shown)}


def _siblings(request: DeskRequest, permission: str) -> list[dict[str, object]]:
    """Lists that share the filter: those behind the same page."""
    return [
        {"key": one.key, "title": one.title}
        for one in export_sources().values()
        if one.permission == permission and request.user.may(one.permission)
    ]
