"""Finds the organisation of a mail domain."""

from collections.abc import Iterable

from qiao.customers.models import Organisation, OrganisationDomain
from qiao.customers.rules.addresses import normal_domain
from qiao.customers.rules.mail_domains import organisation_candidates


def organisation_for_domain(domain: str) -> Organisation | None:
    """The organisation registered for this domain or its nearest parent; None for free mail and strangers."""
    return organisations_for_domains([domain]).get(domain)


def organisations_for_domains(domains: Iterable[str]) -> dict[str, Organisation]:
    """The same for many domains in one statement; unknown domains are left out."""
    candidates = {domain: organisation_candidates(normal_domain(domain)) for domain in domains}
    wanted = {one for nearest_first in candidates.values() for one in nearest_first}
    rows = OrganisationDomain.objects.filter(domain__among=wanted).select_related("organisation") if wanted else ()
    registered = {row.domain: row.organisation for row in rows}
    return {
        domain: next(registered[one] for one in nearest_first if one in registered)
        for domain, nearest_first in candidates.items()
        if not registered.keys().isdisjoint(nearest_first)
    }
