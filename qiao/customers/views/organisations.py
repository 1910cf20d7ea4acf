"""One customer: its page, and changing it."""

import zoneinfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers import services
from qiao.customers.forms import OrganisationForm
from qiao.customers.models import Contract, Deployment, Organisation
from qiao.customers.selectors.families import shown_for
from qiao.customers.selectors.overview import organisation_view
from qiao.customers.views.remarks import place_of
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.forms import attempt
from qiao.kernel.parameters import number_or_none
from qiao.kernel.text import render_markdown


@desk_page("customer.view")
@require_safe
def organisation(request: DeskRequest, organisation_id: int) -> HttpResponse:
    """Everything about one customer on one page."""
    view = organisation_view(organisation_id)
    if view is None:
        raise NotFound
    context = {
        "view": view,
        "organisation": view.organisation,
        "place": place_of("organisation", view.organisation.pk),
        "tab": "overview",
        "contact_count": view.contact_count,
        "pinned": [(note, render_markdown(note.body)) for note in view.pinned],
        "target": shown_for(view.organisation) if view.organisation.merged_into_id else None,
        "revenue": f"{view.organisation.annual_revenue or 0:,.0f}",
        "removed": _removed(request.GET.get("removed", ""), view.family),
        "may_edit": request.user.may("customer.edit"),
    }
    return render(request, "customers/organisation.html", context)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def organisation_new(request: DeskRequest) -> HttpResponse:
    """Add a customer."""
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        domains = values.pop("domains")
        made = attempt(form, lambda: services.create_organisation(values, domains=domains, by=request.actor))
        if made:
            messages.success(request, _("Saved."))
            return redirect("customers:organisation", made.pk)
    context = {"form": form, "heading": _("New customer"), "submit": _("Add customer"), "back": "customers:list"}
    return _form_page(request, context)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def organisation_edit(request: DeskRequest, organisation_id: int) -> HttpResponse:
    """Change facts and mail domains."""
    known = get_object_or_404(Organisation, pk=organisation_id)
    domains = " ".join(known.domains.values_list("domain", flat=True))
    form = OrganisationForm(request.POST or None, instance=known, initial={"domains": domains})
    if request.method == "POST" and form.is_valid():
        values = form.own_changes()
        wanted = values.pop("domains", None)
        if (
            attempt(form, lambda: services.change_organisation(known.pk, values, domains=wanted, by=request.actor))
            is not None
        ):
            messages.success(request, _("Saved."))
            return redirect("customers:organisation", known.pk)
    context = {"form": form, "heading": _("Edit customer"), "submit": _("Save"), "organisation": known}
    return _form_page(request, context)


@desk_page("customer.edit")
@require_POST
def organisation_archive(request: DeskRequest, organisation_id: int) -> HttpResponse:
    """Archive, or restore when `restore` is given."""
    get_object_or_404(Organisation, pk=organisation_id)
    services.set_organisation_active(organisation_id, "restore" in request.POST, by=request.actor)
    return redirect("customers:organisation", organisation_id)


def _form_page(request: DeskRequest, context: dict[str, object]) -> HttpResponse:
    form = context["form"]
    status = 422 if getattr(form, "errors", None) else 200
    context["zones"] = sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone)
    return render(request, "customers/form.html", context, status=status)


def _removed(what: str, family: list[int]) -> dict[str, object] | None:
    """What was just removed, from `removed=contract-7`, so that the page can offer it back."""
    kind, _dash, text = what.partition("-")
    number = number_or_none(text)
    if number is None or kind not in {"contract", "deployment"}:
        return None
    removed = Contract.objects.all() if kind == "contract" else Deployment.objects.select_related("product")
    gone = removed.filter(pk=number, organisation__in=family, is_active=False).first()
    return {"kind": kind, "id": gone.pk, "name": str(gone)} if gone else None
