"""Importing contracts (known by customer and number) and installations (by number, or by where they run what)."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db.models import QuerySet

from qiao.customers.models import Contract, Deployment
from qiao.customers.services.importing.references import (
    Organisations,
    Products,
    keep_keys,
    known_keys,
)
from qiao.customers.services.importing.undoing import remove_unused
from qiao.customers.services.importing.writing import (
    Draft,
    Imported,
    New,
    Seen,
    insert_many,
    make_drafts,
    record_drafts,
    update_many,
)
from qiao.kernel.access import Actor
from qiao.kernel.changes import apply_changes
from qiao.kernel.tables import Plan, Row

DEPLOYMENT = "customers.deployment"
Key = tuple[Hashable, ...]


class ContractSession:
    """One pass over a file of contracts."""

    def __init__(self) -> None:
        self._seen, self._products = Seen(), Products()

    def plan(self, rows: Sequence[Row], *, lock: bool) -> Plan:
        """Compare a batch with what is there."""
        plan = Plan()
        organisations = Organisations.named_in(rows)
        contracts = Contract.objects.select_for_update(no_key=True) if lock else Contract.objects.all()
        numbers = [row.values["number"] for row in rows if row.values.get("number")]
        known = {(one.organisation_id, one.number): one for one in contracts.filter(number__among=numbers)}
        return plan.each(rows, lambda row: self._plan_row(row, organisations, known, plan))

    def apply(self, plan: Plan, *, by: Actor, cause: str) -> list[int]:
        """Write contracts and the audit."""
        created = make_drafts(Contract, plan.created)
        ids = insert_many(created)
        update_many(plan.changed)
        record_drafts("contract", created, plan.changed, by=by, cause=cause)
        return ids

    def _plan_row(
        self, row: Row, organisations: Organisations, known: dict[tuple[int, str], Contract], plan: Plan
    ) -> None:
        if not row.values.get("number"):
            plan.refuse(row, "number", "missing")
        organisation_id = organisations.of(row, plan)
        if organisation_id is None:
            plan.refuse(row, None, "organisation_missing")
        _find_product(self._products, row, plan)
        key = (organisation_id, row.values["number"])
        found = known.get(key)
        starts = row.values.get("starts_on") or (found.starts_on if found else None)
        ends = row.values.get("ends_on") or (found.ends_on if found else None)
        if starts is None:
            plan.refuse(row, "starts_on", "starts_missing")
        if ends and ends < starts:
            plan.refuse(row, "ends_on", "ends_before_start")
        _check_first(self._seen, row, "number", key, plan)
        values = _values(row, {"organisation_id": organisation_id}, {"organisation", "organisation_key"})
        _draft(row, found, values, plan)


class DeploymentSession:
    """One pass over a file of installations."""

    def __init__(self) -> None:
        self._seen, self._products = Seen(), Products()

    def plan(self, rows: Sequence[Row], *, lock: bool) -> Plan:
        """Compare a batch with what is there."""
        plan = Plan()
        organisations = Organisations.named_in(rows)
        numbers = known_keys(DEPLOYMENT, [row.values["external_key"] for row in rows if row.values.get("external_key")])
        deployments = Deployment.objects.select_for_update(no_key=True) if lock else Deployment.objects.all()
        by_id = {one.pk: one for one in deployments.filter(pk__among=numbers.values())}
        by_place = _by_place(organisations.all_ids(), deployments)

        def plan_row(row: Row) -> None:
            number = row.values.get("external_key", "")
            known = by_id.get(numbers[number]) if number in numbers else None
            self._plan_row(row, organisations, known, by_place, plan)

        return plan.each(rows, plan_row)

    def apply(self, plan: Plan, *, by: Actor, cause: str) -> list[int]:
        """Write installations, their numbers and the audit."""
        created = make_drafts(Deployment, plan.created)
        ids = insert_many(created)
        update_many(plan.changed)
        drafts = [draft for draft in (*created, *plan.changed) if draft.row.values.get("external_key")]
        numbers = {draft.row.values["external_key"]: draft.obj.pk for draft in drafts}
        known = known_keys(DEPLOYMENT, list(numbers))
        keep_keys(DEPLOYMENT, [(number, pk) for number, pk in numbers.items() if number not in known])
        record_drafts("deployment", created, plan.changed, by=by, cause=cause)
        return ids

    def _plan_row(
        self, row: Row, organisations: Organisations, known: Deployment | None, by_place: dict[Key, Deployment],
        plan: Plan,
    ) -> None:  # fmt: skip
        organisation_id = organisations.of(row, plan) or (known.organisation_id if known else None)
        if organisation_id is None:
            plan.refuse(row, None, "organisation_missing")
        _find_product(self._products, row, plan)
        product_id = row.values.get("product_id") or (known.product_id if known else None)
        if product_id is None:
            plan.refuse(row, "product", "missing")
        environment = row.values.get("environment") or (known.environment if known else "production")
        place = (organisation_id, product_id, environment, row.values.get("name", "").casefold())
        number = row.values.get("external_key")
        found = known or by_place.get(place)
        self._find_version(row, product_id, plan)
        if number:
            _check_first(self._seen, row, "external_key", ("number", number), plan)
        else:
            _check_first(self._seen, row, "product", place, plan)
        more = {"organisation_id": organisation_id, "product_id": product_id}
        if found is None:
            more["source"] = Deployment.Source.IMPORT.value
        without = {"organisation", "organisation_key", "external_key", "version"}
        _draft(row, found, _values(row, more, without), plan)

    def _find_version(self, row: Row, product_id: int, plan: Plan) -> None:
        if text := row.values.get("version"):
            version_id = self._products.version(product_id, text)
            if version_id is None:
                plan.refuse(row, "version", "version_unknown", versions=self._products.versions(product_id))
            row.values["version_id"] = version_id


def _by_place(organisation_ids: set[int], deployments: QuerySet[Deployment]) -> dict[Key, Deployment]:
    known = deployments.filter(organisation__pk__among=organisation_ids, is_active=True).order_by("-pk")
    return {(one.organisation_id, one.product_id, one.environment, one.name.casefold()): one for one in known}


def _find_product(products: Products, row: Row, plan: Plan) -> None:
    """Put the product's id into the row."""
    if name := row.values.get("product"):
        product_id = products.find(name)
        if product_id is None:
            plan.refuse(row, "product", "product_unknown", products=products.allowed())
        row.values["product_id"] = product_id


def _values(row: Row, more: dict[str, Any], without: set[str]) -> dict[str, Any]:
    return {key: value for key, value in row.values.items() if key not in {*without, "product"}} | more


def _check_first(seen: Seen, row: Row, field: str, key: Key, plan: Plan) -> None:
    if earlier := seen.earlier(key, row):
        plan.refuse(row, field, "repeated", row=str(earlier))
    seen.take([key], row)


def _draft(row: Row, found: Contract | Deployment | None, values: dict[str, Any], plan: Plan) -> None:
    if found is None:
        plan.created.append(New(row, values, []))
    elif changes := apply_changes(found, values):
        plan.changed.append(Draft(found, row, changes, []))
    else:
        plan.unchanged += 1


def undo_of(model: type[Imported], noun: str) -> Callable[..., tuple[int, int]]:
    """The undoing of a kind."""

    def undo(ids: Sequence[int], *, by: Actor, cause: str) -> tuple[int, int]:
        return remove_unused(model, ids, noun=noun, by=by, cause=cause)

    return undo
