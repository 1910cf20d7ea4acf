"""Who and what the tickets of another desk speak of, looked up for a whole batch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qiao.customers.models import Contact, ContactPoint, Organisation
from qiao.customers.public import organisation_of_address
from qiao.kernel.copying import copy_rows
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


@dataclass(slots=True)
class Names:
    """Organisations, contacts and colleagues by the other desk's keys; products, teams and colleagues by name."""

    organisations: dict[str, int] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    staff: dict[str, Person] = field(default_factory=dict)
    by_address: dict[str, Contact] = field(default_factory=dict)
    colleagues: dict[str, Person] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    versions: dict[tuple[int, str], int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, system: str, tickets: Iterable[DeskTicket]) -> "Names":
        """Look up all that these tickets name."""
        tickets = list(tickets)
        messages = [message for ticket in tickets for message in ticket.messages]
        people = {ticket.requester for ticket in tickets} | {message.author for message in messages} - {""}
        found = cls(organisations=known_ids(system, ORGANISATION, {one.organisation for one in tickets} - {""}))
        contacts = known_ids(system, CONTACT, people)
        rows = Contact.objects.select_related("organisation").in_bulk(list(set(contacts.values())))
        found.contacts = {key: rows[pk] for key, pk in contacts.items() if pk in rows}
        staff = known_ids(system, STAFF, people)
        persons = Person.objects.in_bulk(list(set(staff.values())))
        found.staff = {key: persons[pk] for key, pk in staff.items() if pk in persons}
        addresses = {message.author_address.strip().lower() for message in messages} | {
            ticket.requester.strip().lower() for ticket in tickets if "@" in ticket.requester
        }
        points = ContactPoint.objects.filter(kind="email", value_norm__in=addresses - {""})
        found.by_address = {point.value_norm: point.contact for point in points.select_related("contact__organisation")}
        found._look_up_house()
        return found

    def contact(self, key: str, address: str = "") -> Contact | None:
        """A contact by the other desk's key, else by address."""
        return self.contacts.get(key) or self.by_address.get((address or key).strip().lower())

    def person(self, key: str, address: str = "") -> Person | None:
        """A colleague by the other desk's key, else by address or name."""
        return self.staff.get(key) or self.colleagues.get((address or key).strip().casefold())

    def organisation_id(self, key: str, contact: Contact | None, address: str = "") -> int | None:
        """The customer of a ticket: as named, else the requester's, else whom the address speaks for."""
        if key in self.organisations:
            return self.organisations[key]
        if contact is not None:
            return contact.organisation_id
        return organisation_of_address(address) if "@" in address else None

    def _look_up_house(self) -> None:
        for person in Person.objects.filter(is_active=True):
            for word in {person.email.casefold(), person.name.casefold()} - {""}:
                self.colleagues.setdefault(word, person)
        for product in Product.objects.filter(is_active=True):
            for name in {product.key, product.name.en, product.name.zh_hans} - {""}:
                self.products.setdefault(fold(name), product)
        for pk, product_id, name in Version.objects.values_list("pk", "product", "name"):
            self.versions[product_id, fold(name).removeprefix("v")] = pk
        for team in Team.objects.all():
            for name in {str(team.name), str(getattr(team, "name_zh", ""))} - {""}:
                self.teams.setdefault(fold(name), team.pk)


def organisations_named(names: Iterable[str]) -> dict[str, int]:
    """Organisations by name, as far as only one has it."""
    wanted = {name for name in names if name}
    rows: dict[str, list[int]] = {}
    for pk, name in Organisation.objects.filter(name__in=wanted, merged_into=None).values_list("pk", "name"):
        rows.setdefault(name, []).append(pk)
    return {name: ids[0] for name, ids in rows.items() if len(ids) == 1}
