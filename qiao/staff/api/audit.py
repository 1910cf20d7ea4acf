"""The audit record, for programs that oversee."""

from datetime import datetime
from typing import Annotated, Any

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Query
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Day, Id, Listing, Shown, answer
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import Invalid
from qiao.kernel.audit import AuditFilter, entries_matching, last_seal
from qiao.kernel.errors import NotFound
from qiao.kernel.history import history_lines, object_names
from qiao.kernel.models import AuditEntry
from qiao.staff.services import export_audit

audit = Operations("audit record")

CSV = "text/csv"


class AuditEntryShown(Shown):
    """One recorded act."""

    id: int
    at: datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    verb: str
    sentence: str = Field(description="What was done, in the caller's language; reads after the name of who did it.")
    object_type: str
    object_id: int
    data: dict[str, Any]
    cause: str


class AuditSealShown(Shown):
    """The newest link of the chain that proves the record was not edited. Keep it elsewhere to be able to compare."""

    id: int
    sealed_at: datetime
    until_transaction: int = Field(description="It covers every act of transactions before this one.")
    entry_count: int
    digest: str = Field(description="SHA-256 over the acts it covers and the digest before.")


class AuditWanted(BaseModel):
    """Which acts; days are those of the caller's time zone."""

    person_id: Annotated[Id | None, Field(description="Who acted.")] = None
    object_type: Annotated[str, Field(max_length=60, description="As in `tickets.ticket`.")] = ""
    object_id: Id | None = None
    since: Annotated[Day | None, Field(description="First day.")] = None
    until: Annotated[Day | None, Field(description="Last day.")] = None


@audit.get("/audit", "audit.view", Listing[AuditEntryShown], screens=["staff:audit"])
def list_audit_entries(
    request: ApiRequest, wanted: Query[AuditWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List what was done, latest first."""
    rows = entries_matching(_filter(wanted))
    found, following = page_of(rows, ("-id",), cursor=cursor, limit=limit, name="audit")
    items = [_shown(row, str(line.sentence)) for row, line in zip(found, history_lines(found), strict=True)]
    return answer(request, Listing[AuditEntryShown](items=items, next_cursor=following))


@audit.get("/audit/export", "audit.view", None, answer_type=CSV, screens=["staff:audit_export"])
def export_audit_record(request: ApiRequest, wanted: Query[AuditWanted]) -> HttpResponseBase:
    """Fetch the same acts as CSV, oldest first. That they were taken is recorded too."""
    lines = export_audit(_filter(wanted), asked=request.GET.dict(), person=request.user, by=request.actor)
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    return StreamingHttpResponse(lines, content_type=CSV, headers=headers)


@audit.get("/audit/seal", "audit.view", AuditSealShown, screens=["staff:audit"])
def get_audit_seal(request: ApiRequest) -> HttpResponseBase:
    """Get the newest seal of the record; 404 until the first."""
    seal = last_seal()
    if seal is None:
        raise NotFound
    return answer(request, AuditSealShown(**{name: getattr(seal, name) for name in AuditSealShown.model_fields}))


def _filter(wanted: AuditWanted) -> AuditFilter:
    if wanted.object_type and wanted.object_type not in object_names():
        raise Invalid.of("gone", "object_type")
    return AuditFilter(**wanted.model_dump())


def _shown(row: AuditEntry, sentence: str) -> AuditEntryShown:
    return AuditEntryShown(
        id=row.pk, at=row.at, actor_kind=row.actor_kind, actor_id=row.actor_id, actor_name=row.actor_name,
        verb=row.verb, sentence=sentence, object_type=row.object_type, object_id=row.object_id, data=row.data,
        cause=row.cause,
    )  # fmt: skip
