"""The audit record: who did what to what, for those who oversee."""

from datetime import date

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.audit import AuditFilter, entries_matching, last_seal
from qiao.kernel.history import history_lines, object_names
from qiao.kernel.keyset import EARLIEST, LATEST, keyset_page
from qiao.kernel.parameters import number_or_none
from qiao.staff.models import Person
from qiao.staff.services import export_audit

ENTRIES_PER_PAGE = 50


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
    lines = export_audit(_wanted(request.GET), asked=request.GET.dict(), person=request.user, by=request.actor)
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
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
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and EARLIEST.date() < day < LATEST.date() else None
