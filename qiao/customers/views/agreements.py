"""Contracts and deployments of a customer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.customers import services
from qiao.customers.forms import ContractForm, DeploymentForm
from qiao.customers.models import Contract, Deployment, Organisation
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.forms import attempt


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def contract_new(request: DeskRequest, organisation_id: int) -> HttpResponse:
    """Add a contract."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    form = ContractForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if attempt(form, lambda: services.create_contract(organisation.pk, values, by=request.actor)) is not None:
            messages.success(request, _("Saved."))
            return redirect("customers:organisation", organisation.pk)
    return _form_page(request, form, _("New contract"), organisation)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def contract_edit(request: DeskRequest, contract_id: int) -> HttpResponse:
    """Change a contract."""
    known = get_object_or_404(Contract.objects.select_related("organisation"), pk=contract_id)
    form = ContractForm(request.POST or None, instance=known)
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.change_contract(known.pk, form.own_changes(), by=request.actor)) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("customers:organisation", known.organisation_id)
    removal = reverse("customers:contract_remove", args=[known.pk])
    return _form_page(request, form, _("Edit contract"), known.organisation, removal)


@desk_page("customer.edit")
@require_POST
def contract_remove(request: DeskRequest, contract_id: int) -> HttpResponse:
    """Remove from view, or bring back when `restore` is given."""
    get_object_or_404(Contract, pk=contract_id)
    contract = services.set_contract_active(contract_id, "restore" in request.POST, by=request.actor)
    return _back(contract, "contract")


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def deployment_new(request: DeskRequest, organisation_id: int) -> HttpResponse:
    """Add an installation."""
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    form = DeploymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if attempt(form, lambda: services.create_deployment(organisation.pk, values, by=request.actor)) is not None:
            messages.success(request, _("Saved."))
            return redirect("customers:organisation", organisation.pk)
    return _form_page(request, form, _("New installation"), organisation)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def deployment_edit(request: DeskRequest, deployment_id: int) -> HttpResponse:
    """Change an installation, as after an upgrade."""
    known = get_object_or_404(Deployment.objects.select_related("organisation"), pk=deployment_id)
    form = DeploymentForm(request.POST or None, instance=known)
    is_sent = request.method == "POST" and form.is_valid()
    if (
        is_sent
        and attempt(form, lambda: services.change_deployment(known.pk, form.values(), by=request.actor)) is not None
    ):
        messages.success(request, _("Saved."))
        return redirect("customers:organisation", known.organisation_id)
    removal = reverse("customers:deployment_remove", args=[known.pk])
    return _form_page(request, form, _("Edit installation"), known.organisation, removal)


@desk_page("customer.edit")
@require_POST
def deployment_remove(request: DeskRequest, deployment_id: int) -> HttpResponse:
    """Remove from view, or bring back when `restore` is given."""
    get_object_or_404(Deployment, pk=deployment_id)
    deployment = services.set_deployment_active(deployment_id, "restore" in request.POST, by=request.actor)
    return _back(deployment, "deployment")


def _back(what: Contract | Deployment, kind: str) -> HttpResponse:
    address = reverse("customers:organisation", args=[what.organisation_id])
    return redirect(address if what.is_active else f"{address}?removed={kind}-{what.pk}")


def _form_page(
    request: DeskRequest,
    form: ContractForm | DeploymentForm,
    heading: str,
    organisation: Organisation,
    removal: str = "",
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "organisation": organisation, "submit": _("Save"), "removal": removal
    }  # fmt: skip
    return render(request, "customers/form.html", context, status=422 if form.errors else 200)
