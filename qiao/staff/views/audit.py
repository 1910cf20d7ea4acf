"""The audit record: who did what to what, for those who oversee."""

import json
from datetime import date

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.audit import AuditFilter, entries_matching, last_seal, record
from qiao.kernel.history import history_lines, object_names
from qiao.kernel.keyset import keyset_page
from qiao.kernel.models import AuditEntry
from qiao.kernel.parameters import number_or_none
from qiao.kernel.tables.writing import csv_lines
from qiao.staff.models import Person

ENTRIES_PER_PAGE = 50
COLUMNS = ["id", "at", "actor_kind", "actor_id", "actor_name", "verb", "object_type", "object_id", "data", "cause"]


@desk_page("audit.view")
@require_safe
def audit_record(request: DeskRequest) -> HttpResponse:
    """Everything that was done, newest first, filtered by the address."""
    wanted = _wanted(request.GET)
    after = request.GET.get("after", "")
    page = keyset_page(entries_matching(wanted), ("-pk",), after=after, size=ENTRIES_PER_PAGE)
    kept = request.GET.copy()
    kept.pop("after", None)
    names = object_names()
    called = [names.get(entry.object_type, entry.object_type) for entry in page.rows]
    context = {
        "rows": list(zip(page.rows, history_lines(page.rows), called, strict=True)),
        "next": page.next,
        "wanted": wanted,
        "people": Person.objects.order_by("name_py", "pk").values_list("pk", "name"),
        "objects": sorted(((key, str(name)) for key, name in names.items()), key=lambda pair: pair[1]),
        "last_seal": last_seal(),
        "query_string": kept.urlencode(),
        "is_filtered": wanted != AuditFilter(),
    }
    return render(request, "staff/setup/audit.html", context)


@desk_page("audit.view")
@require_safe
def audit_export(request: DeskRequest) -> HttpResponseBase:
    """The same acts as CSV, oldest first; that it was taken is itself recorded."""
    found = entries_matching(_wanted(request.GET)).order_by("pk")
    record(request.actor, "audit.exported", request.user, data={"filter": request.GET.dict()})
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    lines = csv_lines(COLUMNS, map(_cells, found.iterator(chunk_size=1_000)))
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _wanted(query: QueryDict) -> AuditFilter:
    kind = query.get("object", "")
    return AuditFilter(
        person_id=number_or_none(query.get("person", "")),
        object_type=kind if kind in object_names() else "",
        object_id=number_or_none(query.get("id", "")),
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _cells(entry: AuditEntry) -> list[object]:
    return [
        entry.pk, entry.at.isoformat(), entry.actor_kind, entry.actor_id, entry.actor_name, entry.verb,
        entry.object_type, entry.object_id, json.dumps(entry.data, ensure_ascii=False, sort_keys=True), entry.cause,
    ]  # fmt: skip
