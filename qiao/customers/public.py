"""The public interface of `customers`: who writes, whom they work for, what they bought and what they run."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from qiao.customers import services
from qiao.customers.models import Contact, ContactPoint, Contract, Deployment, Organisation
from qiao.customers.selectors.background import (
    contact_with_points,
    contacts_with_points,
    customer_facts,
)
from qiao.customers.selectors.families import family_ids, root_ids, shown_for
from qiao.customers.selectors.lists import contacts_matching, organisations_matching
from qiao.customers.selectors.matching import organisation_for_domain, organisations_for_domains
from qiao.customers.services.exporting import stream_export as stream_export
from qiao.customers.services.importing.past import PastOrganisation as PastOrganisation
from qiao.customers.services.importing.past import PastPerson as PastPerson
from qiao.customers.services.importing.past import Taken as Taken
from qiao.customers.services.importing.past import take_organisations as take_organisations
from qiao.customers.services.importing.past import take_people as take_people
from qiao.customers.services.merging import merge_contacts as merge_contacts
from qiao.customers.services.merging import merge_organisations as merge_organisations
from qiao.customers.services.merging import unmerge_contact as unmerge_contact
from qiao.customers.services.merging import unmerge_organisation as unmerge_organisation
from qiao.kernel.access import Actor
from qiao.kernel.i18n import Bilingual
from qiao.kernel.prepared import prepared


@dataclass(frozen=True, slots=True)
class PointCard:
    """One way to reach a contact; `undeliverable_reason` is empty while mail arrives."""

    kind: str
    value: str
    is_primary: bool
    undeliverable_reason: str


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A person on the customer's side; language and zone are resolved, never empty.

    A merged contact keeps its `id`, `points` and, when it has one, `organisation_id`, so that what is stored by them
    is its own after un-merging; everything else is said of the one that stands for it.
    """

    id: int
    name: str
    call_name: str
    job_title: str
    organisation_id: int | None
    organisation_name: str
    language: str
    time_zone: str
    email: str
    points: tuple[PointCard, ...]
    is_active: bool


@dataclass(frozen=True, slots=True)
class OrganisationCard:
    """A customer as other domains show and sort it."""

    id: int
    name: str
    short_name: str
    tier: str
    is_key_account: bool
    language: str
    time_zone: str
    owner_id: int | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class ContractCard:
    """A contract; `product_name` is empty when it covers everything, `is_running` counts today."""

    id: int
    number: str
    level: str
    level_label: str
    hours: str
    hours_label: str
    product_id: int | None
    product_name: Bilingual
    starts_on: date
    ends_on: date | None
    is_running: bool
    terms: str


@dataclass(frozen=True, slots=True)
class DeploymentCard:
    """An installation in use."""

    id: int
    product_id: int
    product_name: Bilingual
    version_id: int | None
    version_name: str
    environment: str
    environment_label: str
    name: str
    edition: str


@dataclass(frozen=True, slots=True)
class Background:
    """What stands beside a ticket about its customer."""

    organisation: OrganisationCard | None
    owner_name: str
    contact: ContactCard | None
    contracts: tuple[ContractCard, ...]
    deployments: tuple[DeploymentCard, ...]
    notes: str


def contact_for_address(address: str, name: str, *, own: Collection[str] = (), by: Actor) -> ContactCard:
    """Whoever writes from `address`, added when unknown, at the organisation its mail domain names.

    `own`: addresses of our mailboxes. Raises services.OwnAddress for one of those, AddressNotUsable for no address.
    Safe to call for the same address at the same time; call in the transaction that stores the message.
    """
    contact = services.find_or_create_contact(address, name, own=own, by=by)
    return _contact_card(contact, _point_cards(_points_of.all(contact.pk)))


def mark_undeliverable(address: str, reason: str, *, by: Actor) -> bool:
    """Note that mail to this address comes back; False when nobody has it."""
    return services.mark_undeliverable(address, reason, by=by)


def contact_cards(ids: Iterable[int]) -> dict[int, ContactCard]:
    """Cards by id in one statement; unknown ids are left out."""
    return {contact.pk: _card_with_points(contact) for contact in contacts_with_points(set(ids))}


def find_contacts(query: str, *, limit: int = 8) -> list[ContactCard]:
    """Contacts for a chooser: by name, pinyin, initials, address or number."""
    return [_contact_card(contact, _point_cards(contact.points.all())) for contact in contacts_matching(query)[:limit]]


def organisation_cards(ids: Iterable[int]) -> dict[int, OrganisationCard]:
    """Cards by id, archived customers too; unknown ids are left out.

    Under the id of a merged customer stands the card of the one that stands for it.
    """
    rows = Organisation.objects.filter(pk__in=set(ids)).select_related("merged_into")
    return {one.pk: _organisation_card(shown_for(one)) for one in rows}


def same_organisation_ids(organisation_id: int) -> tuple[int, ...]:
    """All ids under which rows of this customer may stand: its own and those merged with it, the shown one first."""
    return tuple(family_ids(Organisation, organisation_id))


def same_contact_ids(contact_id: int) -> tuple[int, ...]:
    """All ids under which rows of this person may stand, the shown one first."""
    return tuple(family_ids(Contact, contact_id))


def is_same_organisation(one_id: int | None, other_id: int | None) -> bool:
    """Whether two ids mean the same customer, now."""
    if one_id is None or other_id is None:
        return False
    return one_id == other_id or len(set(root_ids(Organisation, (one_id, other_id)).values())) == 1


def find_organisations(query: str, *, limit: int = 8) -> list[OrganisationCard]:
    """Customers for a chooser: by name, pinyin, initials or mail domain."""
    return [_organisation_card(one) for one in organisations_matching(query)[:limit]]


def organisation_by_domain(domain: str) -> OrganisationCard | None:
    """The customer a mail domain belongs to."""
    found = organisation_for_domain(domain)
    return _organisation_card(found) if found else None


def organisations_of_addresses(addresses: Iterable[str]) -> dict[str, int]:
    """Ids of the customers for whom the domains of these mail addresses speak, by address."""
    domains = {address: address.rpartition("@")[2] for address in addresses}
    found = organisations_for_domains(set(domains.values()))
    return {address: found[domain].pk for address, domain in domains.items() if domain in found}


def organisation_background(*, contact_id: int | None = None, organisation_id: int | None = None) -> Background | None:
    """Tier, consultant, contracts and installations for the box beside a ticket; None for a stranger to us."""
    found = contact_with_points(contact_id) if contact_id else None
    contact = _card_with_points(found) if found else None
    organisation_id = organisation_id or (contact.organisation_id if contact else None)
    facts = customer_facts(organisation_id) if organisation_id else None
    if facts is None:
        return Background(None, "", contact, (), (), "") if contact else None
    organisation, today = facts.organisation, timezone.localdate()
    return Background(
        organisation=_organisation_card(organisation),
        owner_name=organisation.owner.name if organisation.owner else "",
        contact=contact,
        contracts=tuple(_contract_card(one, today) for one in facts.contracts),
        deployments=tuple(_deployment_card(one) for one in facts.deployments),
        notes=organisation.notes,
    )


_points_of = prepared(lambda contact_id: ContactPoint.objects.filter(contact=contact_id))


def _point_cards(points: Iterable[ContactPoint]) -> tuple[PointCard, ...]:
    return tuple(PointCard(point.kind, point.value, point.is_primary, point.undeliverable_reason) for point in points)


def _card_with_points(contact: Any) -> ContactCard:
    return _contact_card(contact, tuple(PointCard(*line) for line in contact.known_points))


def _contact_card(contact: Contact, points: tuple[PointCard, ...]) -> ContactCard:
    shown = shown_for(contact)
    organisation = shown_for(shown.organisation) if shown.organisation else None
    return ContactCard(
        id=contact.pk,
        name=shown.name,
        call_name=shown.call_name or shown.name,
        job_title=shown.job_title,
        organisation_id=contact.organisation_id or shown.organisation_id,
        organisation_name=organisation.name if organisation else "",
        language=shown.language or (organisation.language if organisation else "en"),
        time_zone=shown.time_zone or (organisation.time_zone if organisation else timezone.get_default_timezone_name()),
        email=next((point.value for point in points if point.kind == "email"), ""),
        points=points,
        is_active=shown.is_active,
    )


def _organisation_card(organisation: Organisation) -> OrganisationCard:
    return OrganisationCard(
        id=organisation.pk,
        name=organisation.name,
        short_name=organisation.short_name or organisation.name,
        tier=organisation.tier,
        is_key_account=organisation.is_key_account,
        language=organisation.language,
        time_zone=organisation.time_zone,
        owner_id=organisation.owner_id,
        is_active=organisation.is_active,
    )


def _contract_card(contract: Contract, today: date) -> ContractCard:
    return ContractCard(
        id=contract.pk,
        number=contract.number,
        level=contract.level,
        level_label=contract.get_level_display(),
        hours=contract.hours,
        hours_label=contract.get_hours_display(),
        product_id=contract.product_id,
        product_name=contract.product.name if contract.product else Bilingual(),
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        is_running=contract.starts_on <= today and (contract.ends_on is None or contract.ends_on >= today),
        terms=contract.terms,
    )


def _deployment_card(deployment: Deployment) -> DeploymentCard:
    return DeploymentCard(
        id=deployment.pk,
        product_id=deployment.product_id,
        product_name=deployment.product.name,
        version_id=deployment.version_id,
        version_name=deployment.version.name if deployment.version else "",
        environment=deployment.environment,
        environment_label=deployment.get_environment_display(),
        name=deployment.name,
        edition=deployment.edition,
    )
