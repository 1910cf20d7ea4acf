"""Importing from tables: take a file, name its columns, check, import, mend what was refused, undo."""

import csv
from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import Refusal
from qiao.kernel.keyset import keyset_page
from qiao.kernel.models import TableImport
from qiao.kernel.parameters import number_or_none
from qiao.kernel.tables import kind_of, other_doors, table_kinds
from qiao.kernel.tables.encodings import ENCODINGS
from qiao.kernel.tables.preview import column_cards, preview_rows
from qiao.kernel.tables.results import problem_counts, refused_cells, refused_file
from qiao.kernel.tables.running import (
    check_import,
    go_on,
    name_columns_again,
    read_anew,
    run_import,
    start_import,
    stop_import,
    undo_import,
)

LARGEST = 200 * 1024 * 1024  # bytes of a file
QUIET = timedelta(minutes=2)
ENCODING_LABELS = {
    "utf-8-sig": "UTF-8",
    "gb18030": gettext_lazy("GB 18030 / GBK (Excel in China)"),
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": gettext_lazy("Windows-1252 (Excel in Western Europe)"),
    "big5": "Big5",
}
STEPS = (gettext_lazy("File"), gettext_lazy("Columns"), gettext_lazy("Check"), gettext_lazy("Import"))


@desk_page("setup.manage")
@require_safe
def imports(request: DeskRequest) -> HttpResponse:
    """What can be imported, and what was."""
    page = keyset_page(TableImport.objects.all(), ("-pk",), after=request.GET.get("after", ""), size=30)
    rows = [(run, kind_of(run.kind).label) for run in page.rows]
    context = {"kinds": table_kinds(), "doors": other_doors(), "runs": rows, "next": page.next}
    return render(request, "customers/imports/list.html", context)


@desk_page("setup.manage")
@require_http_methods(["GET", "POST"])
def import_new(request: DeskRequest, kind: str) -> HttpResponse:
    """Take a file."""
    chosen = kind_of(kind)
    problem = ""
    mends = request.POST.get("mends", request.GET.get("mends", ""))
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            problem = _("Choose a file.")
        elif (file.size or 0) > LARGEST:
            problem = _("The file is larger than 200 MB. Split it.")
        else:
            try:
                source = cast("BinaryIO", file.file)
                before = number_or_none(mends)
                run = start_import(chosen, source, file.name or "file", by=request.actor, mends=before)
                return redirect("customers:import", run.pk)
            except Refusal as refusal:
                problem = refusal.message
    context = {"kind": chosen, "problem": problem, "steps": _steps(0), "mends": mends}
    return render(request, "customers/imports/new.html", context, status=422 if problem else 200)


@desk_page("setup.manage")
@require_safe
def import_example(request: DeskRequest, kind: str) -> HttpResponse:
    """An empty table with all columns, in the reader's language."""
    chosen = kind_of(kind)
    headers = {"Content-Disposition": f'attachment; filename="{chosen.key}.csv"'}
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=headers)
    csv.writer(response).writerow([str(field.label) for field in chosen.fields])
    return response


@desk_page("setup.manage")
@require_safe
def import_page(request: DeskRequest, run_id: int) -> HttpResponse:
    """Where an import stands, and what comes next."""
    run = _run(run_id)
    context = _context(run)
    if run.state == TableImport.State.MAPPING:
        context |= {"columns": column_cards(run), "preview": preview_rows(run, run.mapping)}
        context |= {"encodings": ENCODING_LABELS.items(), "encoding": run.layout.get("encoding", "")}
    elif not run.is_working:
        context |= {"problems": problem_counts(run), "cells": refused_cells(run)}
    return render(request, "customers/imports/run.html", context)


@desk_page("setup.manage")
@require_POST
def import_preview(request: DeskRequest, run_id: int) -> HttpResponse:
    """How the first rows read with the columns as they are chosen now."""
    run = _run(run_id)
    context = {"preview": preview_rows(run, request.POST.getlist("column"))}
    return render(request, "customers/imports/preview.html", context)


@desk_page("setup.manage")
@require_safe
def import_progress(request: DeskRequest, run_id: int) -> HttpResponse:
    """The progress bar; when the work is done the whole page is reloaded."""
    run = _run(run_id)
    if not run.is_working:
        response = HttpResponse()
        response.headers["HX-Refresh"] = "true"
        return response
    return render(request, "customers/imports/progress.html", _context(run))


@desk_page("setup.manage")
@require_POST
def import_check(request: DeskRequest, run_id: int) -> HttpResponse:
    """Check every row without writing."""
    run = _run(run_id)
    mapping = request.POST.getlist("column")
    if len(mapping) != len(run.headers):
        mapping = list(run.mapping)
    check_import(run_id, mapping, by=request.actor, makes_also=request.POST.get("also") == "make")
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_POST
def import_columns(request: DeskRequest, run_id: int) -> HttpResponse:
    """Back to the columns."""
    name_columns_again(run_id)
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_POST
def import_encoding(request: DeskRequest, run_id: int) -> HttpResponse:
    """Read the file in another encoding."""
    encoding = request.POST.get("encoding", "")
    if encoding in ENCODINGS:
        read_anew(run_id, encoding)
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_POST
def import_run(request: DeskRequest, run_id: int) -> HttpResponse:
    """Write what was checked."""
    run_import(run_id, by=request.actor)
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_POST
def import_stop(request: DeskRequest, run_id: int) -> HttpResponse:
    """Stop after the batch that is being written."""
    stop_import(run_id, by=request.actor)
    messages.info(request, _("The import stops after the current batch."))
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_POST
def import_undo(request: DeskRequest, run_id: int) -> HttpResponse:
    """Remove what the import created."""
    undo_import(run_id, by=request.actor)
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_POST
def import_go_on(request: DeskRequest, run_id: int) -> HttpResponse:
    """Give a stuck import to another worker."""
    go_on(run_id)
    return redirect("customers:import", run_id)


@desk_page("setup.manage")
@require_safe
def import_refused(request: DeskRequest, run_id: int) -> FileResponse:
    """The refused rows as a file to mend."""
    file, name, content_type = refused_file(_run(run_id))
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


def _run(run_id: int) -> TableImport:
    return get_object_or_404(TableImport.objects.select_related("file", "mends"), pk=run_id)


def _context(run: TableImport) -> dict[str, Any]:
    states = TableImport.State
    step = {states.MAPPING: 1, states.CHECKING: 2, states.CHECKED: 2}.get(states(run.state), 3)
    return {
        "run": run,
        "kind": kind_of(run.kind),
        "steps": _steps(step, is_over=run.state in {states.DONE, states.UNDONE}),
        "is_quiet": run.is_working and timezone.now() - run.moved_at > QUIET,
        "writable": run.created + run.updated,
        "has_created": run.created > 0,
    }


def _steps(now: int, *, is_over: bool = False) -> list[tuple[Any, str]]:
    def mark(at: int) -> str:
        if at < now or is_over:
            return "is-done"
        return "is-now" if at == now else ""

    return [(title, mark(at)) for at, title in enumerate(STEPS)]
