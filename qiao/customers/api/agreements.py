"""What customers are entitled to, and what they run."""

from functools import partial
from typing import Any

from django.http.response import HttpResponseBase
from ninja import Query

from qiao.customers import services
from qiao.customers.api.rows import as_it_is, installed, known, of_organisation, renamed, show
from qiao.customers.api.schemas import (
    ContractGiven,
    ContractShown,
    DeploymentGiven,
    DeploymentShown,
    OfOrganisation,
)
from qiao.customers.forms import ContractForm, DeploymentForm
from qiao.customers.models import Contract, Deployment, Organisation
from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.checking import checked
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.versions import about_to_change, versioned

agreements = Operations("contracts and deployments")


@agreements.get("/contracts", "customer.view", Listing[ContractShown])
def list_contracts(
    request: ApiRequest, wanted: Query[OfOrganisation], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List contracts."""
    found, following = page_of(of_organisation(Contract, wanted), ("id",), cursor=cursor, limit=limit, name="contracts")
    return answer(request, Listing[ContractShown](items=[show(ContractShown, row) for row in found],
                                                  next_cursor=following))  # fmt: skip


@agreements.get("/contracts/{contract_id}", "customer.view", ContractShown, is_versioned=True)
def get_contract(request: ApiRequest, contract_id: Id) -> HttpResponseBase:
    """Get one contract."""
    return versioned(request, show(ContractShown, known(Contract, contract_id)))


@agreements.post("/organisations/{organisation_id}/contracts", "customer.edit", ContractShown, status=201,
                 screens=["customers:contract_new"])  # fmt: skip
def create_contract(request: ApiRequest, organisation_id: Id, data: ContractGiven) -> HttpResponseBase:
    """Add a contract."""
    known(Organisation, organisation_id)
    values = checked(ContractForm(renamed(data.model_dump(), "product_id")))
    return answer(request, show(ContractShown, services.create_contract(organisation_id, values, by=request.actor)),
                  status=201)  # fmt: skip


@agreements.patch("/contracts/{contract_id}", "customer.edit", ContractShown, is_versioned=True,
                  screens=["customers:contract_edit"])  # fmt: skip
def change_contract(request: ApiRequest, contract_id: Id, data: ContractGiven) -> HttpResponseBase:
    """Change a contract."""
    given = renamed(data.model_dump(exclude_unset=True), "product_id")
    with about_to_change(request, Contract, contract_id, partial(show, ContractShown)) as before:
        form = ContractForm(as_it_is(before, ContractForm) | given)
        services.change_contract(contract_id, checked(form, only=set(given)), by=request.actor)
    return versioned(request, show(ContractShown, known(Contract, contract_id)))


@agreements.delete("/contracts/{contract_id}", "customer.edit", screens=["customers:contract_remove"])
def remove_contract(request: ApiRequest, contract_id: Id) -> HttpResponseBase:
    """Take a contract out of view."""
    known(Contract, contract_id)
    services.set_contract_active(contract_id, False, by=request.actor)
    return nothing()


@agreements.post("/contracts/{contract_id}/restore", "customer.edit", ContractShown,
                 screens=["customers:contract_remove"])  # fmt: skip
def restore_contract(request: ApiRequest, contract_id: Id) -> HttpResponseBase:
    """Bring a removed contract back."""
    known(Contract, contract_id)
    restored = services.set_contract_active(contract_id, True, by=request.actor)
    return answer(request, show(ContractShown, restored))


@agreements.get("/deployments", "customer.view", Listing[DeploymentShown])
def list_deployments(
    request: ApiRequest, wanted: Query[OfOrganisation], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List installations."""
    found, following = page_of(
        of_organisation(Deployment, wanted), ("id",), cursor=cursor, limit=limit, name="deployments"
    )
    return answer(request, Listing[DeploymentShown](items=[show(DeploymentShown, row) for row in found],
                                                    next_cursor=following))  # fmt: skip


@agreements.get("/deployments/{deployment_id}", "customer.view", DeploymentShown, is_versioned=True)
def get_deployment(request: ApiRequest, deployment_id: Id) -> HttpResponseBase:
    """Get one installation."""
    return versioned(request, show(DeploymentShown, known(Deployment, deployment_id)))


@agreements.post("/organisations/{organisation_id}/deployments", "customer.edit", DeploymentShown, status=201,
                 screens=["customers:deployment_new"])  # fmt: skip
def create_deployment(request: ApiRequest, organisation_id: Id, data: DeploymentGiven) -> HttpResponseBase:
    """Add an installation."""
    known(Organisation, organisation_id)
    given = data.model_dump()
    values = checked(DeploymentForm(given | {"installed": installed(data, None)})) | {"source": "manual"}
    running: dict[str, Any] = values.pop("installed")
    made = services.create_deployment(organisation_id, values | running, by=request.actor)
    return answer(request, show(DeploymentShown, made), status=201)


@agreements.patch("/deployments/{deployment_id}", "customer.edit", DeploymentShown, is_versioned=True,
                  screens=["customers:deployment_edit"])  # fmt: skip
def change_deployment(request: ApiRequest, deployment_id: Id, data: DeploymentGiven) -> HttpResponseBase:
    """Change an installation, as after an upgrade."""
    given = data.model_dump(exclude_unset=True)
    with about_to_change(request, Deployment, deployment_id, partial(show, DeploymentShown)) as before:
        form = DeploymentForm(as_it_is(before, DeploymentForm) | given | {"installed": installed(data, before)})
        values = checked(form, only={*given, "installed"})
        running: dict[str, Any] = values.pop("installed")
        services.change_deployment(deployment_id, values | running, by=request.actor)
    return versioned(request, show(DeploymentShown, known(Deployment, deployment_id)))


@agreements.delete("/deployments/{deployment_id}", "customer.edit", screens=["customers:deployment_remove"])
def remove_deployment(request: ApiRequest, deployment_id: Id) -> HttpResponseBase:
    """Take an installation out of view."""
    known(Deployment, deployment_id)
    services.set_deployment_active(deployment_id, False, by=request.actor)
    return nothing()


@agreements.post("/deployments/{deployment_id}/restore", "customer.edit", DeploymentShown,
                 screens=["customers:deployment_remove"])  # fmt: skip
def restore_deployment(request: ApiRequest, deployment_id: Id) -> HttpResponseBase:
    """Bring a removed installation back."""
    known(Deployment, deployment_id)
    restored = services.set_deployment_active(deployment_id, True, by=request.actor)
    return answer(request, show(DeploymentShown, restored))
