"""Customers whom rows of contacts name and nobody knows yet: added first, when whoever imports wants that."""

from collections.abc import Hashable, Sequence

from qiao.customers.models import Contact
from qiao.customers.services.importing.organisations import OrganisationSession
from qiao.customers.services.importing.references import Organisations
from qiao.customers.services.importing.writing import Draft, New
from qiao.kernel.access import Actor
from qiao.kernel.changes import apply_changes
from qiao.kernel.tables import Plan, Row

Key = tuple[str, Hashable]


class Newcomers:
    """The customers a file brings, known by the rules by which a table of customers knows them."""

    def __init__(self) -> None:
        self.rows: dict[Key, int] = {}

    def arriving(self, rows: Sequence[Row], known: Organisations, *, lock: bool) -> "Arriving":
        """Those of a batch."""
        asked: dict[Key, Row] = {}
        for row in rows:
            if known.lacks(row):
                asked.setdefault(_key(row), _as_customer(row))
        plan = OrganisationSession().plan(list(asked.values()), lock=lock) if asked else Plan()
        return Arriving(self, {row.number: key for key, row in asked.items()}, plan, is_check=not lock)


class Arriving:
    """The new customers of a batch. Only those are made that a row leads to which is taken itself."""

    def __init__(self, newcomers: Newcomers, keys: dict[int, Key], plan: Plan, *, is_check: bool) -> None:
        self._newcomers, self._plan, self._is_check = newcomers, plan, is_check
        self._keys = keys
        self._refused = {keys[one.row]: one for one in plan.refused}
        self._found = {keys[number]: pk for number, pk in plan.found.items()}
        self._asked = set(keys.values())
        self._wanted: set[Key] = set()

    def has(self, row: Row) -> bool:
        """Whether the row names one of them."""
        return _key(row) in self._asked

    def take(self, row: Row, plan: Plan) -> int | None:
        """Id of the row's customer if it turned out to be there under its name, None if it is to be made.

        A customer that cannot be made refuses the row.
        """
        key = _key(row)
        if problem := self._refused.get(key):
            code = "organisation_nameless" if problem.code == "name_missing" else problem.code
            field = "organisation" if row.values.get("organisation") else "organisation_key"
            plan.refuse(row, field, code, **{name: text for name, text in problem.details.items() if name != "value"})
        self._wanted.add(key)
        return self._found.get(key)

    def plan(self) -> Plan:
        """What is to be made and changed for the rows that were taken; a check counts each customer once."""
        wanted = Plan()
        wanted.changed = [draft for draft in self._plan.changed if self._keys[draft.row.number] in self._wanted]
        for new in self._plan.created:
            key = self._keys[new.row.number]
            if key not in self._wanted:
                continue
            first = self._newcomers.rows.setdefault(key, new.row.number)
            if first == new.row.number or not self._is_check:
                wanted.created.append(new)
        return wanted


def write_newcomers(plan: Plan, *, by: Actor, cause: str) -> None:
    """Make the customers a plan of contacts needs first, and let the contacts belong to them."""
    if plan.also is None:
        return
    plan.also_ids = OrganisationSession().apply(plan.also, by=by, cause=cause)
    made = {_customer_key(new.row): pk for new, pk in zip(plan.also.created, plan.also_ids, strict=True)}
    for one in (*plan.created, *plan.changed):
        if organisation_id := made.get(_key(one.row)):
            _belong(one, organisation_id)


def _belong(one: New | Draft[Contact], organisation_id: int) -> None:
    if isinstance(one, New):
        one.values["organisation_id"] = organisation_id
    else:
        one.changes |= apply_changes(one.obj, {"organisation_id": organisation_id})


def _as_customer(row: Row) -> Row:
    """A row of contacts as a row of customers."""
    names = {"external_key": "organisation_key", "name": "organisation"}
    return Row(
        row.number,
        {name: row.values[theirs] for name, theirs in names.items() if row.values.get(theirs)},
        {name: row.columns[theirs] for name, theirs in names.items() if theirs in row.columns},
        {name: row.texts[theirs] for name, theirs in names.items() if theirs in row.texts},
    )


def _key(row: Row) -> Key:
    return _known_by(row.values.get("organisation_key"), row.values.get("organisation", ""))


def _customer_key(row: Row) -> Key:
    return _known_by(row.values.get("external_key"), row.values.get("name", ""))


def _known_by(number: str | None, name: str) -> Key:
    return ("number", number) if number else ("name", name.casefold())
