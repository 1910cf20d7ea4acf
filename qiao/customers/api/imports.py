"""Importing from tables: upload a file, name its columns, check, import, correct refused rows, undo."""

from typing import Annotated, BinaryIO, cast

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from ninja import File, Form
from ninja.files import UploadedFile
from pydantic import BaseModel, Field

from qiao.customers.api.care_schemas import (
    EncodingGiven,
    ImportFieldShown,
    ImportKindShown,
    ImportShown,
    MappingGiven,
    RefusedRowShown,
)
from qiao.customers.api.rows import known, show
from qiao.kernel.api.answers import Id, Listing, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid, refuse_nul
from qiao.kernel.files.names import UNKNOWN
from qiao.kernel.models import TableImport
from qiao.kernel.tables import TableKind, kind_of, table_kinds
from qiao.kernel.tables import running as services
from qiao.kernel.tables.results import refused_cells, refused_file

imports = Operations("imports")

LARGEST = 200 * 1024 * 1024  # bytes of a file
_import = "/imports/{import_id}"


class ImportGiven(BaseModel):
    """What the file contains; `mends` is the import whose refused rows it corrects."""

    kind: Annotated[str, Field(max_length=40, description="A key of /import-kinds.")]
    mends: Id | None = None


@imports.get("/import-kinds", "setup.manage", Listing[ImportKindShown], screens=["customers:imports"])
def list_import_kinds(request: ApiRequest) -> HttpResponseBase:
    """List what can be imported from a table, with the fields."""
    items = [_kind(kind) for kind in table_kinds()]
    return answer(request, Listing[ImportKindShown](items=items, next_cursor=None))


@imports.get("/imports", "setup.manage", Listing[ImportShown], screens=["customers:imports"])
def list_imports(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List imports, the latest first."""
    found, following = page_of(TableImport.objects.all(), ("-id",), cursor=cursor, limit=limit, name="imports")
    items = [show(ImportShown, row) for row in found]
    return answer(request, Listing[ImportShown](items=items, next_cursor=following))


@imports.post("/imports", "setup.manage", ImportShown, status=201, screens=["customers:import_new"])
def start_import(request: ApiRequest, data: Form[ImportGiven], file: File[UploadedFile]) -> HttpResponseBase:
    """Upload a CSV or XLSX file, 200 MB at most. Its columns are guessed."""
    refuse_nul(file)
    if (file.size or 0) > LARGEST:
        raise Invalid.of("too_long", "file")
    if data.kind not in {kind.key for kind in table_kinds()}:
        raise Invalid.of("gone", "kind")
    source = cast("BinaryIO", file.file)
    run = services.start_import(
        kind_of(data.kind), source, file.name or "file", by=request.actor, mends=data.mends
    )  # fmt: skip
    return _shown(request, run.pk, status=201)


@imports.get(_import, "setup.manage", ImportShown, screens=["customers:import_progress"])
def get_import(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """Get one import, as to see how far it is."""
    return _shown(request, import_id)


@imports.post(f"{_import}/encoding", "setup.manage", ImportShown, screens=["customers:import_encoding"])
def read_import_anew(request: ApiRequest, import_id: Id, data: EncodingGiven) -> HttpResponseBase:
    """Read the file in another encoding, and guess again."""
    services.read_anew(known(TableImport, import_id).pk, data.encoding)
    return _shown(request, import_id)


@imports.post(f"{_import}/check", "setup.manage", ImportShown, status=202,
              screens=["customers:import_check", "customers:import_columns", "customers:import_preview"])  # fmt: skip
def check_import(request: ApiRequest, import_id: Id, data: MappingGiven) -> HttpResponseBase:
    """Set the meaning of each column, and let a job check every row without writing."""
    run = known(TableImport, import_id)
    mapping = run.mapping if data.mapping is None else data.mapping
    fields = {field.key for field in kind_of(run.kind).fields} | {""}
    if len(mapping) != len(run.headers) or not set(mapping) <= fields:
        raise Invalid.of("unfit", "mapping")
    services.check_import(import_id, mapping, by=request.actor, makes_also=data.makes_also)
    return _shown(request, import_id, status=202)


@imports.post(f"{_import}/run", "setup.manage", ImportShown, status=202, screens=["customers:import_run"])
def run_import(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """Let a job write the rows that can be taken."""
    services.run_import(known(TableImport, import_id).pk, by=request.actor)
    return _shown(request, import_id, status=202)


@imports.post(f"{_import}/stop", "setup.manage", ImportShown, screens=["customers:import_stop"])
def stop_import(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """Stop after the rows that are being written; what is written stays."""
    services.stop_import(known(TableImport, import_id).pk, by=request.actor)
    return _shown(request, import_id)


@imports.post(f"{_import}/undo", "setup.manage", ImportShown, status=202, screens=["customers:import_undo"])
def undo_import(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """Let a job remove what the import created and nobody has built on since."""
    services.undo_import(known(TableImport, import_id).pk, by=request.actor)
    return _shown(request, import_id, status=202)


@imports.post(f"{_import}/go-on", "setup.manage", ImportShown, status=202, screens=["customers:import_go_on"])
def continue_import(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """Requeue an import whose worker was lost."""
    services.go_on(known(TableImport, import_id).pk)
    return _shown(request, import_id, status=202)


@imports.get(f"{_import}/problems", "setup.manage", Listing[RefusedRowShown], screens=["customers:import"])
def list_import_problems(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """List the first hundred problems, in the order of the file."""
    items = [show_cell(cell) for cell in refused_cells(known(TableImport, import_id))]
    return answer(request, Listing[RefusedRowShown](items=items, next_cursor=None))


@imports.get(f"{_import}/refused", "setup.manage", None, answer_type=UNKNOWN, screens=["customers:import_refused"])
def download_refused_rows(request: ApiRequest, import_id: Id) -> HttpResponseBase:
    """Fetch the refused rows as a file to mend."""
    file, name, _content_type = refused_file(known(TableImport, import_id))
    return FileResponse(file, as_attachment=True, filename=name, content_type=UNKNOWN)


def show_cell(cell: object) -> RefusedRowShown:
    """A problem as shown by the API."""
    return RefusedRowShown(**{name: getattr(cell, name) for name in RefusedRowShown.model_fields})


def _shown(request: ApiRequest, import_id: int, *, status: int = 200) -> HttpResponse:
    return answer(request, show(ImportShown, known(TableImport, import_id)), status=status)


def _kind(kind: TableKind) -> ImportKindShown:
    fields = [
        ImportFieldShown(key=one.key, name=str(one.label), is_required=one.is_required, repeats=one.repeats)
        for one in kind.fields
    ]
    return ImportKindShown(key=kind.key, name=str(kind.label), fields=fields)
