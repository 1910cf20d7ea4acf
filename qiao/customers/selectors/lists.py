"""Lists of customers and contacts: filters, search by sound, order, pages."""

from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import QueryDict

from qiao.customers.models import (
    Contact,
    ContactPoint,
    Contract,
    Deployment,
    Organisation,
    OrganisationDomain,
)
from qiao.customers.selectors.families import root_ids
from qiao.kernel.keyset import Page, keyset_page
from qiao.kernel.parameters import number_or_none

ORDERS: dict[str, tuple[str, ...]] = {
    "name": ("name_py", "pk"),
    "-name": ("-name_py", "-pk"),
    "tier": ("tier_rank", "name_py", "pk"),
    "-created": ("-created_at", "-pk"),
}
MOST_BY_DOMAIN = 200


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What the list of customers shows; empty means any."""

    query: str = ""
    tier: str = ""
    owner_id: int | None = None
    product_id: int | None = None
    key_account: bool = False
    archived: bool = False
    sort: str = "name"


def organisation_page(wanted: OrganisationFilter, *, after: str = "", size: int = 50) -> Page[Organisation]:
    """One page of customers with owner, domains, deployments in use, running contracts and `contact_count`."""
    rows = organisations(wanted).select_related("owner")
    contacts = Contact.objects.filter(organisation=OuterRef("pk"), is_active=True).order_by()
    counted = contacts.values("organisation").annotate(number=Count("pk")).values("number")
    rows = rows.annotate(contact_count=Coalesce(Subquery(counted), 0)).prefetch_related(
        "domains",
        Prefetch("deployments", queryset=deployments_in_use(), to_attr="used"),
        Prefetch("contracts", queryset=Contract.objects.filter(is_active=True), to_attr="valid"),
    )
    return keyset_page(rows, ORDERS.get(wanted.sort, ORDERS["name"]), after=after, size=size)


def organisations(wanted: OrganisationFilter) -> QuerySet[Organisation]:
    """Customers that fit, with `tier_rank` to sort by."""
    rank = Case(When(tier="strategic", then=0), When(tier="key", then=1), default=2, output_field=IntegerField())
    found = Organisation.objects.filter(is_active=not wanted.archived, merged_into=None).annotate(tier_rank=rank)
    if wanted.query.strip():
        found = found.filter(organisation_matches(wanted.query))
    if wanted.tier:
        found = found.filter(tier=wanted.tier)
    if wanted.owner_id:
        found = found.filter(owner=wanted.owner_id)
    if wanted.key_account:
        found = found.filter(is_key_account=True)
    if wanted.product_id:
        using = deployments_in_use().filter(product=wanted.product_id).values("organisation")
        found = found.filter(pk__in=using)
    return found


def organisations_matching(query: str) -> QuerySet[Organisation]:
    """Customers in use for a chooser, the weightiest first."""
    return organisations(OrganisationFilter(query=query)).order_by(*ORDERS["tier"])


def deployments_in_use() -> QuerySet[Deployment]:
    """Deployments that were neither removed nor ended."""
    return Deployment.objects.filter(is_active=True, until=None).select_related("product", "version")


def by_weight() -> Case:
    """Order of environments: production first."""
    ranks = [When(environment=value, then=rank) for rank, value in enumerate(Deployment.Environment.values)]
    return Case(*ranks, default=len(ranks), output_field=IntegerField())


def organisation_matches(query: str) -> Q:
    """Part of the name in any script, pinyin or initials, a mail domain, the CRM number or credit code.

    What fits a merged customer finds the one that stands for it.
    """
    text = query.strip()
    by_domain = OrganisationDomain.objects.filter(domain__icontains=text.rpartition("@")[2])
    ids = list(by_domain.values_list("organisation", flat=True)[:MOST_BY_DOMAIN])
    own = _own_words(text)
    merged = Organisation.objects.filter(own, merged_into__isnull=False).values_list("pk", flat=True)
    return own | Q(pk__in=set(root_ids(Organisation, [*ids, *merged[:MOST_BY_DOMAIN]]).values()))


def _own_words(text: str) -> Q:
    keys = "".join(text.lower().split())
    return (
        Q(name__icontains=text)
        | Q(short_name__icontains=text)
        | Q(name_py__icontains=keys)
        | Q(name_initials__icontains=keys)
        | Q(external_key=text)
        | Q(uscc=text.upper())
    )


def contacts_matching(query: str) -> QuerySet[Contact]:
    """Active contacts by part of the name, pinyin, initials, address or number; nearest keys first.

    What fits a merged contact finds the one that stands for it.
    """
    text = query.strip()
    keys = "".join(text.lower().split())
    by_point = ContactPoint.objects.filter(value_norm__icontains=keys).values_list("contact", flat=True)
    fits = Q(name__icontains=text) | Q(name_py__icontains=keys) | Q(name_initials__icontains=keys)
    is_near = Q(name__istartswith=text) | Q(name_py__startswith=keys) | Q(name_initials__startswith=keys)
    merged = Contact.objects.filter(fits, merged_into__isnull=False).values_list("pk", flat=True)
    ids = set(root_ids(Contact, [*by_point[:MOST_BY_DOMAIN], *merged[:MOST_BY_DOMAIN]]).values())
    found = Contact.objects.filter(is_active=True, merged_into=None, erased_at=None).filter(fits | Q(pk__in=ids))
    nearness = Case(When(is_near, then=Value(0)), default=Value(1))
    return found.select_related("organisation").prefetch_related("points").order_by(nearness, "name_py", "pk")


def filter_from(parameters: QueryDict) -> OrganisationFilter:
    """The filter an address asks for; what makes no sense is left out."""
    return OrganisationFilter(
        query=parameters.get("q", "").strip(),
        tier=parameters.get("tier", "") if parameters.get("tier") in Organisation.Tier.values else "",
        owner_id=number_or_none(parameters.get("owner", "")),
        product_id=number_or_none(parameters.get("product", "")),
        key_account=parameters.get("key") == "1",
        archived=parameters.get("archived") == "1",
        sort=parameters.get("sort", "") if parameters.get("sort") in ORDERS else "name",
    )
