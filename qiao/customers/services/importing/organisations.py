"""Importing organisations. They are known again by the number in the CRM, else by credit code, else by name."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from qiao.customers.models import Organisation, OrganisationDomain
from qiao.customers.services.importing.references import Colleagues
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

Org = Draft[Organisation]


class OrganisationSession:
    """One pass over a file of organisations."""

    def __init__(self) -> None:
        self._seen = Seen()
        self._colleagues = Colleagues()

    def plan(self, rows: Sequence[Row], *, lock: bool) -> Plan:
        """Compare a batch with what is there."""
        plan, known = Plan(), _Known(rows, lock=lock)

        def plan_row(row: Row) -> None:
            found = known.of(row, plan)
            if found:
                plan.found[row.number] = found.pk
            self._check_first(row, found, plan)
            self._check_fits(row, found, known, plan)
            self._draft(row, found, known, plan)

        return plan.each(rows, plan_row)

    def apply(self, plan: Plan, *, by: Actor, cause: str) -> list[int]:
        """Write organisations, their domains and the audit."""
        created = make_drafts(Organisation, plan.created)
        drafts: list[Org] = [*created, *plan.changed]
        for draft in drafts:
            if draft.is_new or "name" in draft.changes:
                draft.obj.name_py, draft.obj.name_initials = name_keys(draft.obj.name)
        ids = insert_many(created)
        update_many(plan.changed)
        domains = [(draft.obj.pk, domain) for draft in drafts for domain in draft.parts]
        copy_rows(OrganisationDomain, ("organisation_id", "domain"), domains)
        record_drafts("organisation", created, plan.changed, by=by, cause=cause)
        return ids

    def _check_first(self, row: Row, found: Organisation | None, plan: Plan) -> None:
        keys = list(_keys(row, found))
        for field, key in keys:
            if earlier := self._seen.earlier(key, row):
                value = str(key[1]) if field == "domains" else row.texts.get(field, "")
                plan.refuse(row, field, "repeated", row=str(earlier), value=value)
        self._seen.take((key for _, key in keys), row)

    def _check_fits(self, row: Row, found: Organisation | None, known: "_Known", plan: Plan) -> None:
        values = row.values
        for domain in values.get("domains", ()):
            holder = known.domains.get(domain)
            if holder and (found is None or holder[0] != found.pk):
                plan.refuse(row, "domains", "domain_taken", value=domain, name=holder[1])
        if values.get("owner"):
            values["owner_id"] = self._colleagues.find(values["owner"])
            if values["owner_id"] is None:
                plan.refuse(row, "owner", "colleague_unknown")
        if found is None and not values.get("name"):
            plan.refuse(row, None, "name_missing")

    def _draft(self, row: Row, found: Organisation | None, known: "_Known", plan: Plan) -> None:
        values = {key: value for key, value in row.values.items() if key not in {"owner", "domains"}}
        domains = list(dict.fromkeys(one for one in row.values.get("domains", ()) if one not in known.domains))
        if found is None:
            plan.created.append(New(row, values, domains))
            return
        changes = apply_changes(found, values)
        if changes or domains:
            changes |= {"domains": [[], domains]} if domains else {}
            plan.changed.append(Draft(found, row, changes, domains))
        else:
            plan.unchanged += 1


class _Known:
    """What of a batch exists already."""

    def __init__(self, rows: Sequence[Row], *, lock: bool) -> None:
        known = Organisation.objects.select_for_update(no_key=True) if lock else Organisation.objects.all()
        keys = _all(rows, "external_key")
        self.by_key = {one.external_key: one for one in known.filter(external_key__among=keys)} if keys else {}
        others = [row for row in rows if row.values.get("external_key") not in self.by_key]
        names = {name.casefold() for name in _all(others, "name")}
        self.by_code: dict[str, list[Organisation]] = defaultdict(list)
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        by_either = Q(uscc__among=_all(others, "uscc")) | Q(lower__among=names)
        if others:
            for one in known.annotate(lower=Lower("name")).filter(by_either, merged_into=None):
                self.by_name[one.name.casefold()].append(one)
                if one.uscc:
                    self.by_code[one.uscc].append(one)
        domains = {domain for row in rows for domain in row.values.get("domains", ())}
        held = (
            OrganisationDomain.objects.filter(domain__among=domains) if domains else OrganisationDomain.objects.none()
        )
        self.domains = {
            domain: (pk, name) for domain, pk, name in held.values_list("domain", "organisation", "organisation__name")
        }

    def of(self, row: Row, plan: Plan) -> Organisation | None:
        """The organisation a row means, None for a new one."""
        key = row.values.get("external_key", "")
        if key in self.by_key:
            return self.by_key[key]
        code, name = row.values.get("uscc", ""), row.values.get("name", "").casefold()
        several = self.by_code.get(code) or self.by_name.get(name) or []
        # one that stands under another number is another customer
        free = [one for one in several if not key or not one.external_key]
        if len(free) > 1:
            plan.refuse(row, "name", "name_ambiguous")
        if not free and several and key and self.by_code.get(code):
            plan.refuse(row, "uscc", "number_taken", name=several[0].name)
        return free[0] if free else None


def _keys(row: Row, found: Organisation | None) -> Iterator[tuple[str, tuple[str, Hashable]]]:
    values = row.values
    if values.get("external_key"):
        yield "external_key", ("key", values["external_key"])
    if values.get("uscc"):
        yield "uscc", ("code", values["uscc"])
    if values.get("name") and not values.get("external_key"):
        yield "name", ("name", values["name"].casefold())
    if found is not None:
        yield "name", ("id", found.pk)
    for domain in dict.fromkeys(values.get("domains", ())):
        yield "domains", ("domain", domain)


def _all(rows: Sequence[Row], key: str) -> set[Any]:
    return {row.values[key] for row in rows if row.values.get(key)}
