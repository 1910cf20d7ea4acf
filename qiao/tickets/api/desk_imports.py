"""Moving in from another help desk: where it is, how far the move is, stopping and resuming it."""

from typing import BinaryIO, cast

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import File, Form
from ninja.files import UploadedFile

from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, close_cursor, open_cursor, page_of
from qiao.kernel.api.problems import Invalid, refuse_nul
from qiao.kernel.tables.problems import sentence_for
from qiao.tickets.api.setup_schemas import (
    DeskCountsShown,
    DeskImportGiven,
    DeskImportShown,
    DeskKindShown,
    DeskRefusedShown,
)
from qiao.tickets.forms import DeskForm
from qiao.tickets.models import DeskImport
from qiao.tickets.ports import Access, desk_kind, desk_kinds
from qiao.tickets.services.importing import go_on_with_desk, start_desk_import, stop_desk_import

desk_imports = Operations("moving in")

_import = "/desk-imports/{desk_import_id}"


@desk_imports.get("/desk-import-kinds", "setup.manage", Listing[DeskKindShown], screens=["tickets:desk-imports"])
def list_desk_import_kinds(request: ApiRequest) -> HttpResponseBase:
    """List the help desks one can move in from, and what each asks for."""
    items = [
        DeskKindShown(key=kind.key, name=str(kind.label), description=str(kind.description), asks=list(kind.asks))
        for kind in desk_kinds()
    ]
    return answer(request, Listing[DeskKindShown](items=items, next_cursor=None))


@desk_imports.get("/desk-imports", "setup.manage", Listing[DeskImportShown], screens=["tickets:desk-imports"])
def list_desk_imports(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List moves from other help desks, the latest first."""
    rows = DeskImport.objects.defer("refused", "token")
    found, following = page_of(rows, ("-id",), cursor=cursor, limit=limit, name="desk-imports")
    return answer(request, Listing[DeskImportShown](items=[_shown(row) for row in found], next_cursor=following))


@desk_imports.post("/desk-imports", "setup.manage", DeskImportShown, status=201, screens=["tickets:desk-import-new"])
def start_desk_move(
    request: ApiRequest, data: Form[DeskImportGiven], file: File[UploadedFile | None] = None
) -> HttpResponseBase:
    """Begin to move in from another help desk, as form data; a file goes along where the kind asks for one."""
    kind = desk_kind(data.kind)
    if kind is None:
        raise Invalid.of("gone", "kind")
    if file:
        refuse_nul(file)
    given = checked(DeskForm(kind, data.model_dump(), {"file": file} if file else {}))
    access = Access(given.get("address", ""), given.get("login", ""), given.get("token", ""))
    source = cast("BinaryIO", file.file) if file and "file" in given else None
    name = file.name or "file" if file and source else ""
    run = start_desk_import(kind.key, access, by=request.actor, file=source, file_name=name)
    return answer(request, _shown(_known(run.pk)), status=201)


@desk_imports.get(_import, "setup.manage", DeskImportShown,
                  screens=["tickets:desk-import", "tickets:desk-import-progress"])  # fmt: skip
def get_desk_import(request: ApiRequest, desk_import_id: Id) -> HttpResponseBase:
    """Get one move, as to see how far it is."""
    return answer(request, _shown(_known(desk_import_id)))


@desk_imports.get(f"{_import}/refused", "setup.manage", Listing[DeskRefusedShown], screens=["tickets:desk-import"])
def list_desk_import_refused(
    request: ApiRequest, desk_import_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List what was not taken and why; the first two thousand are kept."""
    name = f"desk-import.{desk_import_id}"
    first = int(open_cursor(name, cursor) or 0)
    known = get_object_or_404(DeskImport, pk=desk_import_id).refused
    items = [
        DeskRefusedShown(
            what=what, key=key, name=details.get("name", ""), sentence=sentence_for(code, {"value": "", **details})
        )
        for what, key, code, details in known[first : first + limit]
    ]
    following = str(first + limit) if first + limit < len(known) else ""
    return answer(request, Listing[DeskRefusedShown](items=items, next_cursor=close_cursor(name, following)))


@desk_imports.post(f"{_import}/stop", "setup.manage", DeskImportShown, screens=["tickets:desk-import-stop"])
def stop_desk_move(request: ApiRequest, desk_import_id: Id) -> HttpResponseBase:
    """Stop after the current page; what has been imported stays."""
    stop_desk_import(desk_import_id, by=request.actor)
    return answer(request, _shown(_known(desk_import_id)))


@desk_imports.post(f"{_import}/go-on", "setup.manage", DeskImportShown, status=202,
                   screens=["tickets:desk-import-go-on"])  # fmt: skip
def continue_desk_move(request: ApiRequest, desk_import_id: Id) -> HttpResponseBase:
    """Resume after the last page, after a stop, a failure or a lost worker."""
    go_on_with_desk(desk_import_id, by=request.actor)
    return answer(request, _shown(_known(desk_import_id)), status=202)


def _known(desk_import_id: int) -> DeskImport:
    return get_object_or_404(DeskImport.objects.defer("refused", "token"), pk=desk_import_id)


def _shown(row: DeskImport) -> DeskImportShown:
    counts = DeskCountsShown(**{name: row.counts.get(name, 0) for name in DeskCountsShown.model_fields})
    others = {name: getattr(row, name) for name in DeskImportShown.model_fields if name != "counts"}
    return DeskImportShown(**others, counts=counts)
