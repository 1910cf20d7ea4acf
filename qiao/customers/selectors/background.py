"""What stands beside a ticket about its customer."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from qiao.customers.models import Contact, ContactPoint, Contract, Deployment, Organisation
from qiao.customers.selectors.families import family_of_root, shown_for
from qiao.customers.selectors.lists import by_weight, deployments_in_use
from qiao.kernel.lines import lines
from qiao.kernel.prepared import prepared

POINT = ("kind", "value", "is_primary", "undeliverable_reason")


def _contacts(**which: Any) -> QuerySet[Any]:
    points = lines(ContactPoint.objects.filter(contact=OuterRef("pk")).order_by("-is_primary", "id"), *POINT)
    joined = Contact.objects.select_related("organisation__merged_into", "merged_into__organisation")
    return joined.filter(**which).annotate(known_points=points)


_contact = prepared(lambda contact_id: _contacts(pk=contact_id))
_some_contacts = prepared(lambda ids: _contacts(pk__among=ids))


@prepared
def _organisation(organisation_id: Any) -> QuerySet[Any]:
    merged = Organisation.objects.filter(merged_into=OuterRef("pk"))
    joined = Organisation.objects.select_related("owner", "merged_into__owner")
    return joined.filter(pk=organisation_id).annotate(has_merged=Exists(merged))


_contracts = prepared(
    lambda family: Contract.objects.filter(organisation__among=family, is_active=True).select_related("product")
)
_deployments = prepared(
    lambda family: deployments_in_use().filter(organisation__among=family).order_by("product__key", by_weight(), "pk")
)


def contact_with_points(contact_id: int) -> Any:
    """A contact with organisation and whom it was merged into; `known_points` are values of `POINT`."""
    return _contact.first(contact_id)


def contacts_with_points(ids: set[int]) -> list[Any]:
    """The same of several."""
    return _some_contacts.all(list(ids))


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer with owner, contracts and deployments in use, those of merged ones included."""

    organisation: Organisation
    contracts: list[Contract]
    deployments: list[Deployment]


def customer_facts(organisation_id: int) -> CustomerFacts | None:
    """What stands beside a ticket; a merged customer answers with the one that stands for it."""
    found = _organisation.first(organisation_id)
    if found is None:
        return None
    shown = shown_for(found)
    stands_alone = shown is found and not found.has_merged
    family = [shown.pk] if stands_alone else family_of_root(Organisation, shown.pk)
    return CustomerFacts(shown, contracts=_contracts.all(family), deployments=_deployments.all(family))
