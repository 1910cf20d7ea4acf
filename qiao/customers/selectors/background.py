"""Everything one page says about a customer, in a handful of statements however large the customer is."""

from dataclasses import dataclass
from datetime import date

from qiao.customers.models import Contact, Contract, Deployment, Organisation
from qiao.customers.selectors.families import family_ids, shown_for
from qiao.customers.selectors.lists import by_weight, deployments_in_use
from qiao.kernel.models import AuditEntry

MOST_CONTACTS = 100
MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One customer with what hangs on it; removed contracts and deployments are left out."""

    organisation: Organisation
    domains: list[str]
    contacts: list[Contact]
    contact_count: int
    contracts: list[Contract]
    deployments: list[Deployment]
    history: list[AuditEntry]


def organisation_view(organisation_id: int) -> OrganisationView | None:
    """What the customer's page shows, or None."""
    organisation = Organisation.objects.select_related("owner").filter(pk=organisation_id).first()
    if organisation is None:
        return None
    people = organisation.contacts.filter(is_active=True).order_by("name_py", "pk")
    return OrganisationView(
        organisation=organisation,
        domains=[row.domain for row in organisation.domains.all()],
        contacts=list(people.prefetch_related("points")[:MOST_CONTACTS]),
        contact_count=people.count(),
        contracts=list(organisation.contracts.filter(is_active=True).select_related("product")),
        deployments=list(
            deployments_in_use().filter(organisation=organisation).order_by("product__key", by_weight(), "pk")
        ),
        history=_history_with_parts(organisation),
    )


def history_of(object_type: str, object_id: int) -> list[AuditEntry]:
    """The latest acts on one object, newest first."""
    entries = AuditEntry.objects.filter(object_type=object_type, object_id=object_id)
    return list(entries.order_by("-id")[:MOST_ENTRIES])


def _history_with_parts(organisation: Organisation) -> list[AuditEntry]:
    mine = AuditEntry.objects.filter(object_type="customers.organisation", object_id=organisation.pk)
    for model in (Contact, Contract, Deployment):
        parts = model.objects.filter(organisation=organisation).values_list("pk", flat=True)
        mine |= AuditEntry.objects.filter(object_type=model._meta.label_lower, object_id__in=parts)
    return list(mine.order_by("-id")[:MOST_ENTRIES])


def running_contract(organisation_id: int, product_id: int | None, today: date) -> Contract | None:
    """The contract that counts today: the product's own before one for everything, then the latest."""
    family = family_ids(Organisation, organisation_id)
    valid = Contract.objects.filter(organisation__in=family, is_active=True, starts_on__lte=today)
    running = [one for one in valid if one.ends_on is None or one.ends_on >= today]
    fitting = [one for one in running if product_id is None or one.product_id in {product_id, None}]
    return max(fitting, key=lambda one: (one.product_id is not None, one.starts_on), default=None)


def contacts_with_points(ids: set[int]) -> list[Contact]:
    """Contacts with organisation and points, and with whom they were merged into."""
    rows = Contact.objects.filter(pk__in=ids).prefetch_related("points")
    return list(rows.select_related("organisation__merged_into", "merged_into__organisation"))


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """A customer with owner, contracts and deployments in use, those of merged ones included."""

    organisation: Organisation
    contracts: list[Contract]
    deployments: list[Deployment]


def customer_facts(organisation_id: int) -> CustomerFacts | None:
    """What stands beside a ticket; a merged customer answers with the one that stands for it."""
    rows = Organisation.objects.select_related("owner", "merged_into__owner")
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        return None
    family = family_ids(Organisation, organisation_id)
    return CustomerFacts(
        organisation=shown_for(found),
        contracts=list(Contract.objects.filter(organisation__in=family, is_active=True).select_related("product")),
        deployments=list(
            deployments_in_use().filter(organisation__in=family).order_by("product__key", by_weight(), "pk")
        ),
    )
