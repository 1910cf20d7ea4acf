"""Acts on organisations and their mail domains."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Organisation, OrganisationDomain
from qiao.customers.rules.addresses import normal_domain
from qiao.customers.rules.mail_domains import speaks_for_nobody
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.changes import Changes, apply_changes
from qiao.kernel.errors import Refusal
from qiao.kernel.text.names import name_keys


class DomainNotUsable(Refusal):
    """Anybody can have an address there."""

    text = _("%(domain)s cannot identify one customer: anybody can have an address there.")


class DomainTaken(Refusal):
    """A domain stands for one organisation."""

    text = _("%(domain)s already belongs to %(name)s.")


class NumberTaken(Refusal):
    """Numbers in the CRM are unique."""

    text = _("The CRM number %(number)s already belongs to another customer.")


@transaction.atomic
def create_organisation(fields: Mapping[str, Any], *, domains: Iterable[str] = (), by: Actor) -> Organisation:
    """Add a customer; raises DomainNotUsable, DomainTaken, NumberTaken."""
    organisation = Organisation(**fields)
    _store(organisation)
    _set_domains(organisation, domains)
    record(by, "organisation.created", organisation, data={"name": organisation.name})
    return organisation


@transaction.atomic
def change_organisation(
    organisation_id: int, fields: Mapping[str, Any], *, domains: Iterable[str] | None = None, by: Actor
) -> Organisation:
    """Change facts and mail domains; raises DomainNotUsable, DomainTaken, NumberTaken."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    changes = apply_changes(organisation, fields)
    _store(organisation)
    if domains is not None:
        changes |= _set_domains(organisation, domains)
    if changes:
        record(by, "organisation.changed", organisation, data=changes)
    return organisation


@transaction.atomic
def set_organisation_active(organisation_id: int, is_active: bool, *, by: Actor) -> None:
    """Archive a customer or take it back; nothing is lost either way."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)
    if organisation.is_active != is_active:
        organisation.is_active = is_active
        organisation.save(update_fields=["is_active", "updated_at"])
        record(by, "organisation.restored" if is_active else "organisation.archived", organisation)


def _store(organisation: Organisation) -> None:
    organisation.name_py, organisation.name_initials = name_keys(organisation.name)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        raise NumberTaken(number=organisation.external_key) from None


def _set_domains(organisation: Organisation, domains: Iterable[str]) -> Changes:
    wanted = {_usable(domain) for domain in domains}
    present = set(organisation.domains.values_list("domain", flat=True))
    organisation.domains.filter(domain__in=present - wanted).delete()
    for domain in sorted(wanted - present):
        try:
            with transaction.atomic():
                OrganisationDomain.objects.create(organisation=organisation, domain=domain)
        except IntegrityError:
            holder = OrganisationDomain.objects.select_related("organisation").get(domain=domain)
            raise DomainTaken(domain=domain, name=holder.organisation.name) from None
    return {"domains": [sorted(present), sorted(wanted)]} if wanted != present else {}


def _usable(domain: str) -> str:
    normal = normal_domain(domain)
    if not normal or speaks_for_nobody(normal):
        raise DomainNotUsable(domain=domain)
    return normal
