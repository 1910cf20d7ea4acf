"""The list of customers, and answers for choosers."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from qiao.customers.models import Organisation
from qiao.customers.selectors.lists import (
    OrganisationFilter,
    contacts_matching,
    filter_from,
    organisation_page,
    organisations_matching,
)
from qiao.kernel.access import DeskRequest, desk_page
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
