"""What stands beside a ticket about its customer."""

from dataclasses import dataclass

from qiao.customers.models import Contact, ContactPoint, Contract, Deployment, Organisation
from qiao.customers.selectors.families import family_of_root, shown_for
from qiao.customers.selectors.lists import by_weight, deployments_in_use
from qiao.kernel.prepared import prepared

_contacts = prepared(
    lambda ids: Contact.objects.filter(pk__among=ids).select_related(
        "organisation__merged_into", "merged_into__organisation"
    )
)
_points = prepared(lambda contact_ids: ContactPoint.objects.filter(contact__among=contact_ids))
_organisations = prepared(
    lambda organisation_id: Organisation.objects.select_related("owner", "merged_into__owner").filter(
        pk=organisation_id
    )
)
_contracts = prepared(
    lambda family: Contract.objects.filter(organisation__among=family, is_active=True).select_related("product")
)
_deployments = prepared(
    lambda family: deployments_in_use().filter(organisation__among=family).order_by("product__key", by_weight(), "pk")
)


def contacts_with_points(ids: set[int]) -> list[tuple[Contact, list[ContactPoint]]]:
    """Contacts with organisation and whom they were merged into, each with its points."""
    rows = _contacts.all(list(ids))
    points: dict[int, list[ContactPoint]] = {row.pk: [] for row in rows}
    for point in _points.all(list(points)) if points else ():
        points[point.contact_id].append(point)
    return [(row, points[row.pk]) for row in rows]


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer with owner, contracts and deployments in use, those of merged ones included."""

    organisation: Organisation
    contracts: list[Contract]
    deployments: list[Deployment]


def customer_facts(organisation_id: int) -> CustomerFacts | None:
    """What stands beside a ticket; a merged customer answers with the one that stands for it."""
    found = _organisations.first(organisation_id)
    if found is None:
        return None
    shown = shown_for(found)
    family = family_of_root(Organisation, shown.pk)
    return CustomerFacts(shown, contracts=_contracts.all(family), deployments=_deployments.all(family))
