"""The list of customers, its export, and answers for choosers."""

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, JsonResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from qiao.customers.models import Organisation
from qiao.customers.selectors.lists import (
    ORDERS,
    OrganisationFilter,
    contacts_matching,
    organisation_page,
    organisations,
    organisations_matching,
)
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.audit import record
from qiao.products.public import active_products
from qiao.staff.models import Person

MOST_OPTIONS = 20
SORTS = [
    ("name", _("By name")),
    ("-name", _("By name, from the end")),
    ("tier", _("By tier")),
    ("-created", _("Newest first")),
]


@desk_page("customer.view")
@require_safe
def customer_list(request: DeskRequest) -> HttpResponse:
    """Customers, filtered and sorted by the address; htmx asks for further rows only."""
    wanted = filter_from(request.GET)
    page = organisation_page(wanted, after=request.GET.get("after", ""))
    kept = request.GET.copy()
    kept.pop("after", None)
    context = {"page": page, "wanted": wanted, "query_string": kept.urlencode(), "sorts": SORTS}
    if request.htmx and request.GET.get("after"):
        return render(request, "customers/list.html#rows", context)
    context |= {
        "tiers": Organisation.Tier.choices,
        "owners": Person.objects.filter(organisations__is_active=True).distinct().order_by("name_py"),
        "products": active_products(),
        "may_edit": request.user.may("customer.edit"),
        "is_filtered": wanted != OrganisationFilter(sort=wanted.sort),
    }
    return render(request, "customers/list.html", context)


@desk_page("customer.view")
@require_safe
def customer_export(request: DeskRequest) -> HttpResponseBase:
    """The same customers as CSV that Excel opens in any language."""
    found = organisations(filter_from(request.GET)).select_related("owner").prefetch_related("domains")
    record(request.actor, "customers.exported", request.user, data={"filter": request.GET.dict()})
    name = "customers.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(_csv_lines(found), content_type="text/csv; charset=utf-8", headers=headers)


@desk_page("customer.view")
@require_safe
def customer_options(request: DeskRequest) -> JsonResponse:
    """Customers for a chooser: [{value, label, meta, keys}]."""
    found = organisations_matching(request.GET.get("q", ""))[:MOST_OPTIONS]
    options = [
        {"value": str(one.pk), "label": one.name, "meta": one.short_name, "keys": f"{one.name_py} {one.name_initials}"}
        for one in found
    ]
    return JsonResponse(options, safe=False)


@desk_page("customer.view")
@require_safe
def contact_options(request: DeskRequest) -> JsonResponse:
    """Contacts for a chooser: [{value, label, meta, keys}]."""
    options = []
    for contact in contacts_matching(request.GET.get("q", ""))[:MOST_OPTIONS]:
        address = next((point.value for point in contact.points.all()), "")
        meta = " · ".join(part for part in (contact.organisation.name if contact.organisation else "", address) if part)
        keys = f"{contact.name_py} {contact.name_initials}"
        options.append({"value": str(contact.pk), "label": contact.name, "meta": meta, "keys": keys})
    return JsonResponse(options, safe=False)


def filter_from(parameters: QueryDict) -> OrganisationFilter:
    """The filter an address asks for; what makes no sense is left out."""
    return OrganisationFilter(
        query=parameters.get("q", "").strip(),
        tier=parameters.get("tier", "") if parameters.get("tier") in Organisation.Tier.values else "",
        owner_id=_number(parameters.get("owner", "")),
        product_id=_number(parameters.get("product", "")),
        key_account=parameters.get("key") == "1",
        archived=parameters.get("archived") == "1",
        sort=parameters.get("sort", "") if parameters.get("sort") in ORDERS else "name",
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


class _Line:
    """Lets csv write into a stream."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(found: Any) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"  # without it Excel takes UTF-8 for the system's own charset
    yield writer.writerow(
        ["name", "short_name", "tier", "key_account", "owner", "domains", "industry", "place", "language", "time_zone",
         "credit_code", "crm_number", "annual_revenue", "currency"]
    )  # fmt: skip
    for one in found.order_by("name_py", "pk").iterator(chunk_size=500):
        row = [
            one.name, one.short_name, one.tier, int(one.is_key_account), one.owner.name if one.owner else "",
            " ".join(domain.domain for domain in one.domains.all()), one.industry, one.place, one.language,
            one.time_zone, one.uscc, one.external_key, one.annual_revenue or "", one.currency,
        ]  # fmt: skip
        yield writer.writerow([_harmless(value) for value in row])


def _harmless(value: object) -> object:
    """A cell a spreadsheet will not run as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"} else value
