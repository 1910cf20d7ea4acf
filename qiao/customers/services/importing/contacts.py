"""Importing contacts: known again by their number in the CRM, else by any of their addresses, else by name."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from typing import NoReturn

from qiao.customers.models import Contact, ContactPoint
from qiao.customers.rules.addresses import guess_language
from qiao.customers.services.importing.newcomers import Newcomers, write_newcomers
from qiao.customers.services.importing.references import (
    Organisations,
    keep_keys,
    known_keys,
    organisations_of_domains,
    with_keys,
)
from qiao.customers.services.importing.writing import (
    Draft,
    New,
    Seen,
    insert_many,
    make_drafts,
    record_drafts,
    update_many,
)
from qiao.kernel.access import Actor
from qiao.kernel.changes import apply_changes
from qiao.kernel.copying import copy_rows
from qiao.kernel.tables import Plan, Row
from qiao.kernel.text.names import name_keys

CONTACT = "customers.contact"
_POINTS = tuple(ContactPoint.Kind.values)
_NOT_FIELDS = {*_POINTS, "organisation", "organisation_id", "organisation_key", "external_key"}
_POINT_COLUMNS = ("contact_id", "kind", "value", "value_norm", "is_primary")
Point = tuple[str, str, str]  # kind, as written, normal form
Person = Draft[Contact]


class ContactSession:
    """One pass over a file of contacts."""

    def __init__(self, *, adds_customers: bool = False) -> None:
        self._seen = Seen()
        self._newcomers = Newcomers() if adds_customers else None

    def plan(self, rows: Sequence[Row], *, lock: bool) -> Plan:
        """Compare a batch with what is there."""
        plan, known = Plan(), _Known(rows, self._newcomers, lock=lock)

        def plan_row(row: Row) -> None:
            found = known.of(row, plan)
            if found:
                plan.found[row.number] = found.pk
            self._check_first(row, found, known.points[row.number], plan)
            self._draft(row, found, known, plan)

        plan.each(rows, plan_row)
        plan.also = known.arriving.plan() if known.arriving else None
        return plan

    def apply(self, plan: Plan, *, by: Actor, cause: str) -> list[int]:
        """Write contacts, their addresses, numbers and the audit."""
        write_newcomers(plan, by=by, cause=cause)
        created = make_drafts(Contact, plan.created)
        drafts: list[Person] = [*created, *plan.changed]
        for draft in drafts:
            if draft.is_new or "name" in draft.changes:
                draft.obj.name_py, draft.obj.name_initials = name_keys(draft.obj.name, is_person=True)
        ids = insert_many(created)
        update_many(plan.changed)
        copy_rows(ContactPoint, _POINT_COLUMNS, [row for draft in drafts for row in _point_rows(draft)])
        keep_keys(CONTACT, _new_numbers(drafts))
        record_drafts("contact", created, plan.changed, by=by, cause=cause)
        return ids

    def _check_first(self, row: Row, found: Contact | None, points: Sequence[Point], plan: Plan) -> None:
        keys = list(_keys(row, found, points))
        for field, key in keys:
            if earlier := self._seen.earlier(key, row):
                value = str(key[1]) if field in _POINTS else row.texts.get(field, "")
                plan.refuse(row, field, "repeated", row=str(earlier), value=value)
        self._seen.take((key for _, key in keys), row)

    def _draft(self, row: Row, found: Contact | None, known: "_Known", plan: Plan) -> None:
        values = {key: value for key, value in row.values.items() if key not in _NOT_FIELDS}
        if found is None and not values.get("name"):
            plan.refuse(row, None, "name_missing")
        is_arriving = known.arriving is not None and known.arriving.has(row)
        organisation_id = known.organisation_of(row, plan)
        if known.arriving is not None and is_arriving:
            organisation_id = known.arriving.take(row, plan)
        if organisation_id is not None and (found is None or not known.is_guess(row) or found.organisation_id is None):
            values["organisation_id"] = organisation_id
        points = [point for point in known.points[row.number] if (point[0], point[2]) not in known.holders]
        if found is None:
            if not (organisation_id or is_arriving or values.get("language")):
                address = next((normal for kind, _, normal in points if kind == "email"), "")
                values["language"] = guess_language(address, values["name"])
            plan.created.append(New(row, values, _with_primary(points, set())))
            return
        changes = apply_changes(found, values)
        if points:
            changes["points"] = [[], [point[2] for point in points]]
        if changes or (is_arriving and organisation_id is None):
            plan.changed.append(Draft(found, row, changes, _with_primary(points, known.primary[found.pk])))
        elif known.lacks_number(row):
            plan.changed.append(Draft(found, row, {"number": ["", row.values["external_key"]]}, []))
        else:
            plan.unchanged += 1


class _Known:
    """What of a batch exists already: contacts by number, address and name, and their organisations."""

    def __init__(self, rows: Sequence[Row], newcomers: Newcomers | None, *, lock: bool) -> None:
        numbers = known_keys(CONTACT, [row.values["external_key"] for row in rows if row.values.get("external_key")])
        self.numbers = numbers
        self.points = {row.number: _points(row) for row in rows}
        self.holders = _holders(self.points.values())
        self.named_organisations = Organisations.named_in(rows)
        self.arriving = newcomers.arriving(rows, self.named_organisations, lock=lock) if newcomers else None
        self.by_domain = organisations_of_domains(_domain(row) for row in rows if _domain(row))
        ids = {*numbers.values(), *self.holders.values()}
        contacts = Contact.objects.select_for_update(no_key=True) if lock else Contact.objects.all()
        self.contacts = {one.pk: one for one in contacts.filter(pk__among=ids)}
        self.numbered = with_keys(CONTACT, list(self.contacts))
        self.by_name = _by_name([row for row in rows if not self.points[row.number]])
        known = {*ids, *(one.pk for several in self.by_name.values() for one in several)}
        self.primary: dict[int, set[str]] = defaultdict(set)
        marked = ContactPoint.objects.filter(contact__pk__among=known, is_primary=True)
        for pk, kind in marked.values_list("contact", "kind"):
            self.primary[pk].add(kind)

    def of(self, row: Row, plan: Plan) -> Contact | None:
        """The contact a row means, None for somebody new."""
        number = row.values.get("external_key", "")
        points = self.points[row.number]
        holders = {self.holders[kind, norm] for kind, _, norm in points if (kind, norm) in self.holders}
        if number in self.numbers:
            contact = self.contacts.get(self.numbers[number])
            if contact is None or contact.erased_at:
                plan.refuse(row, "external_key", "was_erased")
            if strangers := holders - {contact.pk}:
                self._refuse_taken(row, strangers, plan)
            return contact
        if len(holders) > 1:
            names = ", ".join(self.contacts[pk].name for pk in sorted(holders))
            plan.refuse(row, _point_field(row), "addresses_of_two", names=names)
        if holders:
            contact = self.contacts[holders.pop()]
            if number and contact.pk in self.numbered:
                self._refuse_taken(row, {contact.pk}, plan)
            return contact
        return self._named(row, plan)

    def organisation_of(self, row: Row, plan: Plan) -> int | None:
        """The organisation of a contact: as named, else by the domain of the address."""
        if "organisation_id" in row.values:
            return row.values["organisation_id"]  # type: ignore[no-any-return]
        if self.arriving and self.arriving.has(row):
            return None
        named = self.named_organisations.of(row, plan)
        return self.by_domain.get(_domain(row)) if named is None else named

    def is_guess(self, row: Row) -> bool:
        """Whether the organisation came from the domain only."""
        return not any(row.values.get(key) for key in ("organisation_id", "organisation_key", "organisation"))

    def lacks_number(self, row: Row) -> bool:
        """Whether the row brings a number for somebody who has none."""
        number = row.values.get("external_key", "")
        return bool(number) and number not in self.numbers

    def _refuse_taken(self, row: Row, holders: set[int], plan: Plan) -> NoReturn:
        points = self.points[row.number]
        point = next(one for one in points if self.holders.get((one[0], one[2])) in holders)
        name = self.contacts[self.holders[point[0], point[2]]].name
        plan.refuse(row, point[0], "address_taken", value=point[1], name=name)

    def _named(self, row: Row, plan: Plan) -> Contact | None:
        """Without number and address a contact is known by name at its organisation."""
        if row.values.get("external_key") or self.points[row.number]:
            return None
        organisation_id = self.organisation_of(row, plan)
        several = self.by_name.get((organisation_id, row.values.get("name", "").casefold()), [])
        if len(several) > 1:
            plan.refuse(row, "name", "name_of_several")
        return several[0] if several else None


def _by_name(rows: Sequence[Row]) -> dict[tuple[int | None, str], list[Contact]]:
    names = {row.values["name"] for row in rows if row.values.get("name")}
    found: dict[tuple[int | None, str], list[Contact]] = defaultdict(list)
    if names:
        for one in Contact.objects.filter(name__among=names, merged_into=None, erased_at=None):
            found[one.organisation_id, one.name.casefold()].append(one)
    return found


def _holders(points: Iterable[Sequence[Point]]) -> dict[tuple[str, str], int]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for several in points:
        for kind, _, normal in several:
            wanted[kind].add(normal)
    found: dict[tuple[str, str], int] = {}
    for kind, values in wanted.items():
        held = ContactPoint.objects.filter(kind=kind, value_norm__among=values)
        found |= {(kind, normal): pk for normal, pk in held.values_list("value_norm", "contact")}
    return found


def _points(row: Row) -> list[Point]:
    """Ways to reach the contact of a row, each once."""
    found: dict[tuple[str, str], Point] = {}
    for field in _POINTS:
        for kind, value, normal in row.values.get(field, ()):
            found.setdefault((kind, normal), (kind, value, normal))
    return list(found.values())


def _with_primary(points: Sequence[Point], taken: Collection[str]) -> list[tuple[Point, bool]]:
    """With each point whether it is the one to use: the first of a kind, unless the contact has one."""
    first = {point[0]: point for point in reversed(points) if point[0] not in taken}
    return [(point, first.get(point[0]) is point) for point in points]


def _point_rows(draft: Person) -> Iterator[tuple[object, ...]]:
    for (kind, value, normal), is_primary in draft.parts:
        yield draft.obj.pk, kind, value, normal, is_primary


def _point_field(row: Row) -> str | None:
    return next((kind for kind in _POINTS if row.values.get(kind)), None)


def _domain(row: Row) -> str:
    addresses = row.values.get("email", ())
    return str(addresses[0][2].rpartition("@")[2]) if addresses else ""


def _new_numbers(drafts: Sequence[Person]) -> list[tuple[str, int]]:
    numbers = {draft.row.values["external_key"]: draft.obj.pk for draft in drafts if "external_key" in draft.row.values}
    known = known_keys(CONTACT, list(numbers))
    return [(number, pk) for number, pk in numbers.items() if number not in known]


def _keys(row: Row, found: Contact | None, points: Sequence[Point]) -> Iterator[tuple[str, tuple[str, Hashable]]]:
    if row.values.get("external_key"):
        yield "external_key", ("number", row.values["external_key"])
    for kind, _, normal in points:
        yield kind, (kind, normal)
    if found is not None:
        yield "name", ("id", found.pk)
