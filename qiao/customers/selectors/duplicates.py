"""Likely duplicates, with the reasons. A person decides; nothing is merged automatically."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, ContactPoint, NotTheSame, Organisation, OrganisationDomain
from qiao.customers.rules.likeness import are_near_keys, company_key, domain_label, personal_part, phone_tail
from qiao.customers.selectors.families import family_ids, root_ids
from qiao.kernel.text.names import name_keys

MOST = 5
MOST_GROUPS = 50
_CANDIDATES = 20
Reasons = dict[int, list[str | Promise]]


@dataclass(frozen=True, slots=True)
class Likely:
    """Somebody who may be the same; `reasons` says why we think so."""

    id: int
    name: str
    detail: str
    reasons: tuple[str | Promise, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Several with the same name; `first_id` is the latest of them."""

    name: str
    detail: str
    number: int
    first_id: int


def likely_organisations(organisation: Organisation) -> list[Likely]:
    """Customers that may be this one, most reasons first; those told apart are left out."""
    family = family_ids(Organisation, organisation.pk)
    reasons: Reasons = defaultdict(list)
    domains = list(OrganisationDomain.objects.filter(organisation__in=family).values_list("domain", flat=True)[:20])
    _by_code(organisation, reasons)
    _by_company_name(organisation, reasons)
    _by_domains(domains, reasons)
    _by_mail_of_their_people(domains, reasons)
    _by_phones_of_their_people(family, reasons)
    return _likely_organisations(reasons, family, organisation.pk)


def likely_contacts(contact: Contact) -> list[Likely]:
    """Contacts who may be this person, most reasons first; those told apart are left out."""
    family = family_ids(Contact, contact.pk)
    reasons: Reasons = defaultdict(list)
    theirs = {contact.organisation_id, None} if contact.organisation_id else {None}
    near = Q(organisation__in=[one for one in theirs if one]) | Q(organisation=None)
    same_name = Contact.objects.filter(name_py=contact.name_py).exclude(name_py="")
    for row in same_name.filter(near if contact.organisation_id else Q())[:_CANDIDATES]:
        reasons[row.pk].append(_("same name") if row.name == contact.name else _("name sounds the same"))
    points = list(ContactPoint.objects.filter(contact__in=family)[:50])
    _by_phones((point.value_norm for point in points if point.kind == "phone"), reasons)
    _by_personal_part((point.value_norm for point in points if point.kind == "email"), contact, reasons)
    return _likely_contacts(reasons, family, contact.pk)


def groups_of_organisations() -> list[Group]:
    """Customers with the same name, however it is written, and more than one row."""
    rows = Organisation.objects.filter(merged_into=None, is_active=True).exclude(name_py="")
    found = rows.values("name_py").annotate(number=Count("pk"), first=Max("pk"), shown=Max("name"))
    return [
        Group(row["shown"], "", row["number"], row["first"])
        for row in found.filter(number__gt=1).order_by("-number", "name_py")[:MOST_GROUPS]
    ]


def groups_of_contacts() -> list[Group]:
    """People of one customer with the same name, and more than one row."""
    rows = Contact.objects.filter(merged_into=None, is_active=True, erased_at=None, organisation__isnull=False)
    found = rows.exclude(name_py="").values("organisation__name", "name_py")
    counted = found.annotate(number=Count("pk"), first=Max("pk"), shown=Max("name"))
    return [
        Group(row["shown"], row["organisation__name"], row["number"], row["first"])
        for row in counted.filter(number__gt=1).order_by("-number", "name_py")[:MOST_GROUPS]
    ]


def _by_code(organisation: Organisation, reasons: Reasons) -> None:
    if organisation.uscc:
        for found in Organisation.objects.filter(uscc=organisation.uscc).values_list("pk", flat=True)[:_CANDIDATES]:
            reasons[found].append(_("same credit code"))


def _by_company_name(organisation: Organisation, reasons: Reasons) -> None:
    key = company_key(organisation.name)
    sound, _initials = name_keys(key)
    if len(key) < 2 or len(sound) < 3:
        return
    near = Q(name_py__icontains=sound) | Q(name__icontains=key[:40]) | Q(short_name__iexact=key)
    for row in Organisation.objects.filter(near)[: _CANDIDATES * 2]:
        keys = {company_key(row.name), company_key(row.short_name)}
        if any(are_near_keys(key, other) for other in keys):
            reasons[row.pk].append(_("nearly the same name"))
        elif sound in {name_keys(other)[0] for other in keys if other}:
            reasons[row.pk].append(_("name sounds the same"))


def _by_domains(domains: Iterable[str], reasons: Reasons) -> None:
    labels = {label for domain in domains if (label := domain_label(domain))}
    wanted = Q(pk__in=[])
    for label in labels:
        wanted |= Q(domain__startswith=f"{label}.")
    for row in OrganisationDomain.objects.filter(wanted).exclude(domain__in=list(domains))[:_CANDIDATES]:
        reasons[row.organisation_id].append(_("alike mail domain"))


def _by_mail_of_their_people(domains: Iterable[str], reasons: Reasons) -> None:
    wanted = Q(pk__in=[])
    for domain in domains:
        wanted |= Q(value_norm__icontains=f"@{domain}")
    points = ContactPoint.objects.filter(wanted, kind="email", contact__organisation__isnull=False)
    for found in points.values_list("contact__organisation", flat=True).distinct()[:_CANDIDATES]:
        if found is not None:
            reasons[found].append(_("somebody there writes from this customer’s mail domain"))


def _by_phones_of_their_people(family: list[int], reasons: Reasons) -> None:
    numbers = ContactPoint.objects.filter(contact__organisation__in=family, kind="phone")
    tails = {tail for value in numbers.values_list("value_norm", flat=True)[:30] if (tail := phone_tail(value))}
    wanted = Q(pk__in=[])
    for tail in tails:
        wanted |= Q(value_norm__endswith=tail, value_norm__icontains=tail)
    others = ContactPoint.objects.filter(wanted, kind="phone").exclude(contact__organisation__in=family)
    for found in others.values_list("contact__organisation", flat=True).distinct()[:_CANDIDATES]:
        if found is not None:
            reasons[found].append(_("somebody there has the same phone number"))


def _by_phones(numbers: Iterable[str], reasons: Reasons) -> None:
    for tail in {phone_tail(number) for number in numbers} - {""}:
        # icontains is what the index answers, endswith what is meant
        found = ContactPoint.objects.filter(kind="phone", value_norm__icontains=tail, value_norm__endswith=tail)
        for contact_id in found.values_list("contact_id", flat=True)[:_CANDIDATES]:
            reasons[contact_id].append(_("same phone number"))


def _by_personal_part(addresses: Iterable[str], contact: Contact, reasons: Reasons) -> None:
    for local in {personal_part(address) for address in addresses} - {""}:
        found = ContactPoint.objects.filter(
            kind="email", value_norm__icontains=f"{local}@", value_norm__startswith=f"{local}@"
        )
        near = found.filter(Q(contact__organisation=contact.organisation_id) | Q(contact__organisation=None))
        for contact_id in near.values_list("contact_id", flat=True)[:_CANDIDATES]:
            reasons[contact_id].append(_("same name in another mail address"))


def _likely_organisations(reasons: Reasons, family: list[int], own_id: int) -> list[Likely]:
    reasons = _of_roots(reasons, root_ids(Organisation, reasons))
    wanted = _worth_a_look(reasons, NotTheSame.Kind.ORGANISATION, family, own_id)
    rows = Organisation.objects.filter(pk__in=wanted, is_active=True)
    found = [Likely(row.pk, row.name, row.place, _once(reasons[row.pk])) for row in rows]
    return _ordered(found)


def _likely_contacts(reasons: Reasons, family: list[int], own_id: int) -> list[Likely]:
    reasons = _of_roots(reasons, root_ids(Contact, reasons))
    wanted = _worth_a_look(reasons, NotTheSame.Kind.CONTACT, family, own_id)
    rows = Contact.objects.filter(pk__in=wanted, erased_at=None).select_related("organisation")
    found = [
        Likely(row.pk, row.name, row.organisation.name if row.organisation else "", _once(reasons[row.pk]))
        for row in rows
    ]
    return _ordered(found)


def _of_roots(reasons: Reasons, roots: dict[int, int]) -> Reasons:
    shown: Reasons = defaultdict(list)
    for one, why in reasons.items():
        shown[roots[one]] += why
    return shown


def _worth_a_look(reasons: Reasons, kind: str, family: list[int], own_id: int) -> list[int]:
    apart = NotTheSame.objects.filter(Q(low=own_id) | Q(high=own_id), kind=kind).values_list("low", "high")
    known = {one for pair in apart for one in pair} | set(family)
    return [one for one in reasons if one not in known]


def _once(reasons: list[str | Promise]) -> tuple[str | Promise, ...]:
    return tuple({str(reason): reason for reason in reasons}.values())


def _ordered(found: list[Likely]) -> list[Likely]:
    return sorted(found, key=lambda one: (-len(one.reasons), one.name, one.id))[:MOST]
