"""Acts on contracts and deployments."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contract, Deployment
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import apply_changes
from qiao.kernel.errors import Refusal


class VersionOfOtherProduct(Refusal):
    """A deployment runs a version of its own product."""

    text = _("%(version)s is not a version of %(product)s.")


@transaction.atomic
def create_contract(organisation_id: int, fields: Mapping[str, Any], *, by: Actor) -> Contract:
    """Add a contract."""
    contract = Contract.objects.create(organisation_id=organisation_id, **fields)
    record(by, "contract.created", contract, data={"number": contract.number})
    return contract


@transaction.atomic
def change_contract(contract_id: int, fields: Mapping[str, Any], *, by: Actor) -> Contract:
    """Change a contract."""
    contract = Contract.objects.select_for_update(no_key=True).get(pk=contract_id)
    changes = apply_changes(contract, fields)
    contract.save()
    if changes:
        record(by, "contract.changed", contract, data=changes)
    return contract


@transaction.atomic
def set_contract_active(contract_id: int, is_active: bool, *, by: Actor) -> Contract:
    """Remove a contract from view or bring it back."""
    contract = Contract.objects.select_for_update(no_key=True).get(pk=contract_id)
    if contract.is_active != is_active:
        contract.is_active = is_active
        contract.save(update_fields=["is_active"])
        record(by, "contract.restored" if is_active else "contract.removed", contract)
    return contract


@transaction.atomic
def create_deployment(organisation_id: int, fields: Mapping[str, Any], *, by: Actor) -> Deployment:
    """Add an installation; raises VersionOfOtherProduct."""
    deployment = Deployment(organisation_id=organisation_id, **fields)
    _check_version(deployment)
    deployment.save()
    record(by, "deployment.created", deployment, data={"product": deployment.product_id})
    return deployment


@transaction.atomic
def change_deployment(deployment_id: int, fields: Mapping[str, Any], *, by: Actor) -> Deployment:
    """Change an installation, as after an upgrade; raises VersionOfOtherProduct."""
    deployment = Deployment.objects.select_for_update(no_key=True).get(pk=deployment_id)
    changes = apply_changes(deployment, fields)
    _check_version(deployment)
    deployment.save()
    if changes:
        record(by, "deployment.changed", deployment, data=changes)
    return deployment


@transaction.atomic
def set_deployment_active(deployment_id: int, is_active: bool, *, by: Actor) -> Deployment:
    """Remove an installation from view or bring it back."""
    deployment = Deployment.objects.select_for_update(no_key=True).get(pk=deployment_id)
    if deployment.is_active != is_active:
        deployment.is_active = is_active
        deployment.save(update_fields=["is_active", "updated_at"])
        record(by, "deployment.restored" if is_active else "deployment.removed", deployment)
    return deployment


def _check_version(deployment: Deployment) -> None:
    if deployment.version and deployment.version.product_id != deployment.product_id:
        raise VersionOfOtherProduct(version=deployment.version.name, product=deployment.product.name.text)
