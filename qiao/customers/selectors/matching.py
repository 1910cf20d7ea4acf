"""From a mail domain to the organisation it speaks for."""

from qiao.customers.models import Organisation, OrganisationDomain
from qiao.customers.rules.addresses import normal_domain
from qiao.customers.rules.mail_domains import organisation_candidates


def organisation_for_domain(domain: str) -> Organisation | None:
    """The organisation registered for this domain or its nearest parent; None for free mail and strangers."""
    candidates = organisation_candidates(normal_domain(domain))
    found = OrganisationDomain.objects.filter(domain__in=candidates).select_related("organisation")
    by_domain = {row.domain: row.organisation for row in found} if candidates else {}
    return next((by_domain[domain] for domain in candidates if domain in by_domain), None)
