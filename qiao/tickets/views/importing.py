"""Moving in from another help desk."""

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.tables.problems import sentence_for
from qiao.tickets.forms import DeskForm
from qiao.tickets.models import DeskImport
from qiao.tickets.ports import Access, desk_kind, desk_kinds
from qiao.tickets.services.importing import go_on_with_desk, start_desk_import, stop_desk_import

SHOWN = 200
MOST_RUNS = 50
COUNTED = (
    ("tickets", gettext_lazy("New tickets")),
    ("messages", gettext_lazy("Messages")),
    ("files", gettext_lazy("Files")),
    ("people", gettext_lazy("New contacts")),
    ("organisations", gettext_lazy("New customers")),
    ("changed", gettext_lazy("Tickets with news")),
    ("known", gettext_lazy("Known already")),
)
WHAT = {
    **dict.fromkeys(("organisation", "customers.organisation"), gettext_lazy("Customer")),
    **dict.fromkeys(("person", "customers.contact"), gettext_lazy("Contact")),
    **dict.fromkeys(("ticket", "tickets.ticket"), gettext_lazy("Ticket")),
    "line": gettext_lazy("Line"),
}


@desk_page("setup.manage")
@require_safe
def desk_imports(request: DeskRequest) -> HttpResponse:
    """Desks one can move in from, and earlier moves."""
    runs = [(run, _label(run)) for run in DeskImport.objects.all()[:MOST_RUNS]]
    context = {"kinds": desk_kinds(), "runs": runs}
    return render(request, "tickets/imports/list.html", context)


@desk_page("setup.manage")
@require_http_methods(["GET", "POST"])
def desk_import_new(request: DeskRequest, kind: str) -> HttpResponse:
    """Say where the other desk is."""
    chosen = desk_kind(kind)
    if chosen is None:
        raise NotFound
    form = DeskForm(chosen, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        access = Access(values.get("address", ""), values.get("login", ""), values.get("token", ""))
        file = values.get("file")
        source = cast("BinaryIO", file.file) if file else None
        run = start_desk_import(kind, access, by=request.actor, file=source, file_name=file.name if file else "")
        return redirect("tickets:desk-import", run.pk)
    context = {"kind": chosen, "form": form}
    return render(request, "tickets/imports/new.html", context, status=422 if form.is_bound else 200)


@desk_page("setup.manage")
@require_safe
def desk_import(request: DeskRequest, import_id: int) -> HttpResponse:
    """Where a move stands, and what was refused and why."""
    context = _context(import_id)
    run: DeskImport = context["run"]
    context["refused"] = [
        (WHAT.get(what, what), key, details.get("name", ""), sentence_for(code, {"value": "", **details}))
        for what, key, code, details in run.refused[:SHOWN]
    ]
    return render(request, "tickets/imports/run.html", context)


@desk_page("setup.manage")
@require_safe
def desk_import_progress(request: DeskRequest, import_id: int) -> HttpResponse:
    """The progress; when the work is done the whole page is reloaded."""
    context = _context(import_id)
    if context["run"].state != DeskImport.State.RUNNING:
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "tickets/imports/progress.html", context)


@desk_page("setup.manage")
@require_POST
def desk_import_stop(request: DeskRequest, import_id: int) -> HttpResponse:
    """Stop after the current page."""
    stop_desk_import(import_id, by=request.actor)
    messages.info(request, _("The import stops after the current batch."))
    return redirect("tickets:desk-import", import_id)


@desk_page("setup.manage")
@require_POST
def desk_import_go_on(request: DeskRequest, import_id: int) -> HttpResponse:
    """Resume the import."""
    go_on_with_desk(import_id, by=request.actor)
    return redirect("tickets:desk-import", import_id)


def _context(import_id: int) -> dict[str, Any]:
    run = get_object_or_404(DeskImport, pk=import_id)
    return {
        "run": run,
        "label": _label(run),
        "counts": [(label, run.counts.get(key, 0)) for key, label in COUNTED],
    }


def _label(run: DeskImport) -> str:
    kind = desk_kind(run.kind)
    return str(kind.label) if kind else run.kind
