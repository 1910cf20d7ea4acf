"""People and objects named by imported tickets, looked up for a whole batch."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower

from qiao.customers.models import Contact, ContactPoint
from qiao.customers.public import organisations_of_addresses
from qiao.kernel.copying import copy_rows
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import ExternalKey
from qiao.kernel.tables.values import fold
from qiao.products.models import Product, Version
from qiao.staff.models import Person, Team
from qiao.tickets.ports import DeskTicket

ORGANISATION, CONTACT, STAFF = "customers.organisation", "customers.contact", "staff.person"
TICKET, MESSAGE = "tickets.ticket", "tickets.message"


def known_ids(system: str, object_type: str, keys: Iterable[str]) -> dict[str, int]:
    """Ids of what another desk calls by these keys."""
    rows = ExternalKey.objects.filter(system=system, object_type=object_type, key__among=set(keys))
    return dict(rows.values_list("key", "object_id"))


def keep_ids(system: str, object_type: str, ids: Mapping[str, int]) -> None:
    """Remember what another desk calls our objects."""
    names = ("system", "object_type", "key", "object_id")
    copy_rows(ExternalKey, names, [(system, object_type, key[:200], pk) for key, pk in ids.items()])


class KnownContact(NamedTuple):
    """What is to be known of a contact to whom tickets belong."""

    id: int
    name: str
    language: str
    organisation_id: int | None


_FACTS = ("pk", "name", "language", "organisation_id")


@dataclass(slots=True)
class Names:
    """Organisations, contacts and colleagues by the other desk's keys; products, teams and colleagues by name."""

    organisations: dict[str, int] = field(default_factory=dict)
    contacts: dict[str, KnownContact] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    by_address: dict[str, KnownContact] = field(default_factory=dict)
    speaking_for: dict[str, int] = field(default_factory=dict)
    colleagues: dict[str, Person] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    versions: dict[tuple[int, str], int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, system: str, tickets: Collection[DeskTicket]) -> "Names":
        """Look up all that these tickets name, and nothing else."""
        found = cls(organisations=known_ids(system, ORGANISATION, {one.organisation for one in tickets} - {""}))
        found.look_up_contacts(system, tickets)
        found._look_up_colleagues(system, tickets)
        found._look_up_products(tickets)
        wanted = {fold(one.team) for one in tickets} - {""}
        for team in Team.objects.all() if wanted else ():
            found.teams |= {name: team.pk for name in _folded(team.name) & wanted if name not in found.teams}
        return found

    def look_up_contacts(self, system: str, tickets: Iterable[DeskTicket]) -> None:
        """Look up the contacts, including those added since the last lookup."""
        keys, addresses = _people_named(tickets)
        contacts = known_ids(system, CONTACT, keys)
        found = Contact.objects.filter(pk__among=set(contacts.values())).values_list(*_FACTS)
        rows = {row[0]: KnownContact(*row) for row in found}
        self.contacts = {key: rows[pk] for key, pk in contacts.items() if pk in rows}
        points = ContactPoint.objects.filter(kind="email", value_norm__among=addresses)
        facts = points.values_list("value_norm", *(f"contact__{name}" for name in _FACTS))
        self.by_address = {address: KnownContact(*row) for address, *row in facts}
        self.speaking_for = organisations_of_addresses(addresses - self.by_address.keys())

    def _look_up_colleagues(self, system: str, tickets: Collection[DeskTicket]) -> None:
        keys, addresses = _people_named(tickets)
        staff = known_ids(system, STAFF, keys)
        persons = Person.objects.in_bulk(list(set(staff.values())))
        self.staff = {key: persons[pk] for key, pk in staff.items() if pk in persons}
        wanted = {key.strip().casefold() for key in keys} | addresses
        either = Q(lower_email__among=wanted) | Q(lower_name__among=wanted)
        people = Person.objects.filter(is_active=True).annotate(lower_email=Lower("email"), lower_name=Lower("name"))
        for person in people.filter(either).order_by("pk"):
            for word in (person.email.casefold(), person.name.casefold()):
                self.colleagues.setdefault(word, person)

    def _look_up_products(self, tickets: Iterable[DeskTicket]) -> None:
        wanted = {fold(one.product) for one in tickets} - {""}
        for product in Product.objects.filter(is_active=True) if wanted else ():
            for name in ({fold(product.key)} | _folded(product.name)) & wanted:
                self.products.setdefault(name, product)
        versions = Version.objects.filter(product__in={product.pk for product in self.products.values()})
        for pk, product_id, name in versions.values_list("pk", "product", "name") if self.products else ():
            self.versions[product_id, fold(name).removeprefix("v")] = pk

    def contact(self, key: str, address: str = "") -> KnownContact | None:
        """A contact by the other desk's key, else by address."""
        return self.contacts.get(key) or self.by_address.get((address or key).strip().lower())

    def person(self, key: str, address: str = "") -> Person | None:
        """A colleague by the other desk's key, else by address or name."""
        return self.staff.get(key) or self.colleagues.get((address or key).strip().casefold())

    def organisation_id(self, key: str, contact: KnownContact | None, address: str = "") -> int | None:
        """The customer of a ticket: as named, else the requester's, else by the domain of the address."""
        if key in self.organisations:
            return self.organisations[key]
        normal = address.strip().lower()
        contact = contact or self.by_address.get(normal)
        return contact.organisation_id if contact else self.speaking_for.get(normal)


def _people_named(tickets: Iterable[DeskTicket]) -> tuple[set[str], set[str]]:
    """The other desk's keys of all people these tickets name, and the mail addresses in lower case."""
    keys, addresses = set(), set()
    for ticket in tickets:
        keys |= {ticket.requester, ticket.assignee, *(message.author for message in ticket.messages)}
        addresses |= {message.author_address.strip().lower() for message in ticket.messages}
        if "@" in ticket.requester:
            addresses.add(ticket.requester.strip().lower())
    return keys - {""}, addresses - {""}


def _folded(name: Bilingual) -> set[str]:
    return {fold(name.en), fold(name.zh_hans)} - {""}
