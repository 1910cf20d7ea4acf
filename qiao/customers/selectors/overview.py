"""A customer or a contact at a glance, in a handful of statements however large the customer is."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from qiao.customers.models import Contact, Contract, Deployment, LegalHold, Note, Organisation, OrganisationDomain
from qiao.customers.rules.standing import contract_standing, support_standing
from qiao.customers.selectors.families import family_ids
from qiao.customers.selectors.lists import by_weight, deployments_in_use
from qiao.kernel.keyset import Page, keyset_page
from qiao.products.models import Version

FIRST_CONTACTS = 8
_ORDER = {"ending": 0, "running": 1, "coming": 2, "ended": 3}


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract and how it stands; `days` until its start or end, or since its end."""

    row: Contract
    standing: str
    days: int


@dataclass(frozen=True, slots=True)
class DeploymentLine:
    """An installation, how its version stands, and the newest released one when that is another."""

    row: Deployment
    standing: str
    days: int
    newest: str


@dataclass(frozen=True, slots=True)
class OrganisationView:
    """One customer with what hangs on it and on those merged into it; removed contracts and deployments are left out.

    `standing` is that of the contract that counts, or "none".
    """

    organisation: Organisation
    family: list[int]
    merged: list[Organisation]
    domains: list[str]
    contacts: list[Contact]
    contact_count: int
    contracts: list[ContractLine]
    deployments: list[DeploymentLine]
    pinned: list[Note]
    local_time: datetime

    @property
    def contract(self) -> ContractLine | None:
        """The contract that counts: one about to end before one that runs before one that ended."""
        return self.contracts[0] if self.contracts else None

    @property
    def unsupported(self) -> int:
        """Installations whose version is out of support."""
        return sum(line.standing == "ended" for line in self.deployments)


def organisation_view(organisation_id: int) -> OrganisationView | None:
    """What the customer's page shows, or None."""
    organisation = Organisation.objects.select_related("owner").filter(pk=organisation_id).first()
    if organisation is None:
        return None
    family, today = family_ids(Organisation, organisation_id), timezone.localdate()
    people = people_of(family)
    domains = OrganisationDomain.objects.filter(organisation__in=family).values_list("domain", flat=True)
    return OrganisationView(
        organisation=organisation,
        family=family,
        merged=list(Organisation.objects.filter(pk__in=family[1:])) if family[1:] else [],
        domains=list(domains),
        contacts=list(people.order_by("name_py", "pk")[:FIRST_CONTACTS]),
        contact_count=people.count(),
        contracts=_contracts(family, today),
        deployments=_deployments(family, today),
        pinned=list(notes_of(Note.objects.filter(organisation__in=family, is_pinned=True))[:3]),
        local_time=timezone.now().astimezone(ZoneInfo(organisation.time_zone)),
    )


def people_of(family: list[int]) -> "QuerySet[Contact]":
    """Those who work there now and stand on their own, with their points."""
    rows = Contact.objects.filter(organisation__in=family, is_active=True, merged_into=None, erased_at=None)
    return rows.prefetch_related("points")


def people_page(family: list[int], *, query: str = "", after: str = "", size: int = 50) -> Page[Contact]:
    """One page of them by name."""
    found = people_of(family)
    if text := query.strip():
        found = found.filter(name__icontains=text) | found.filter(name_py__icontains="".join(text.lower().split()))
    return keyset_page(found, ("name_py", "pk"), after=after, size=size)


def notes_of(rows: "QuerySet[Note]") -> "QuerySet[Note]":
    """Notes that were not removed, pinned ones first, with author and number of earlier wordings loaded."""
    shown = rows.filter(removed_at=None).select_related("author").prefetch_related("earlier__author")
    return shown.order_by("-is_pinned", "-created_at", "-pk")


@dataclass(frozen=True, slots=True)
class ContactView:
    """One person with those merged into them."""

    contact: Contact
    family: list[int]
    merged: list[Contact]
    organisation: Organisation | None
    language: str
    local_time: datetime | None
    holds: list[LegalHold]


def contact_view(contact_id: int) -> ContactView | None:
    """What the contact's page shows, or None."""
    rows = Contact.objects.select_related("organisation__owner").prefetch_related("points")
    contact = rows.filter(pk=contact_id).first()
    if contact is None:
        return None
    family, organisation = family_ids(Contact, contact_id), contact.organisation
    zone = contact.time_zone or (organisation.time_zone if organisation else "")
    return ContactView(
        contact=contact,
        family=family,
        merged=list(Contact.objects.filter(pk__in=family[1:]).prefetch_related("points")) if family[1:] else [],
        organisation=organisation,
        language=contact.get_language_display()
        if contact.language
        else (organisation.get_language_display() if organisation else ""),
        local_time=timezone.now().astimezone(ZoneInfo(zone)) if zone else None,
        holds=list(LegalHold.objects.filter(contact__in=family, released_at=None)),
    )


def _contracts(family: list[int], today: date) -> list[ContractLine]:
    rows = Contract.objects.filter(organisation__in=family, is_active=True).select_related("product")
    lines = [ContractLine(row, *contract_standing(row.starts_on, row.ends_on, today)) for row in rows]
    return sorted(lines, key=lambda line: _ORDER[line.standing])


def _deployments(family: list[int], today: date) -> list[DeploymentLine]:
    rows = list(deployments_in_use().filter(organisation__in=family).order_by("product__key", by_weight(), "pk"))
    supported = Version.objects.filter(product__in={row.product_id for row in rows}, state="supported")
    # the last one of a product stands
    newest = dict(supported.order_by("product_id", "sort_key").values_list("product_id", "name"))
    lines = []
    for row in rows:
        version = row.version
        standing = support_standing(version.state, version.supported_until, today) if version else ("unknown", 0)
        latest = newest.get(row.product_id, "")
        lines.append(DeploymentLine(row, *standing, "" if version and version.name == latest else latest))
    return lines
