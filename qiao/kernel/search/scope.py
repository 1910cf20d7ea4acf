"""Scope and filters of a search, apart from words: conditions on the row itself."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from qiao.kernel.search.documents import PUBLIC


@dataclass(frozen=True)
class Scope:
    """What a reader may find.

    `product_ids` None means all products; objects without a product are open to everyone on staff.
    Objects of the teams in `hidden_team_ids` (restricted teams the reader is not in) are hidden.
    `organisation_ids` binds a customer to their own organisation, strictly.
    """

    sees_internal: bool
    product_ids: Collection[int] | None = None
    hidden_team_ids: Collection[int] = ()
    organisation_ids: Collection[int] | None = None

    @classmethod
    def everything(cls) -> "Scope":
        """An administrator's, or the system's."""
        return cls(sees_internal=True)


@dataclass(frozen=True)
class Filters:
    """What to look among. Empty means no condition.

    `within` gives, per object type, a queryset of the only objects wanted, for what the search row does
    not know (the state of a ticket, say).
    """

    object_types: Collection[str] = ()
    product_ids: Collection[int] = ()
    organisation_ids: Collection[int] = ()
    team_ids: Collection[int] = ()
    languages: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    within: Mapping[str, "QuerySet[Any]"] = field(default_factory=dict)


Condition = tuple[str, list[Any]]


def conditions(alias: str, scope: Scope, filters: Filters) -> Condition:
    """SQL and its parameters, beginning with AND unless empty."""
    parts = [*_scope_conditions(alias, scope), *_filter_conditions(alias, filters)]
    return "".join(f" AND {sql}" for sql, _ in parts), [value for _, values in parts for value in values]


def _scope_conditions(alias: str, scope: Scope) -> list[Condition]:
    parts: list[Condition] = []
    if not scope.sees_internal:
        parts.append((f"{alias}.visibility = %s", [PUBLIC]))
    if scope.product_ids is not None:
        open_products = f"({alias}.product_id IS NULL OR {alias}.product_id = ANY(%s))"
        parts.append((open_products, [list(scope.product_ids)]))
    if scope.hidden_team_ids:
        open_teams = f"({alias}.team_id IS NULL OR {alias}.team_id <> ALL(%s))"
        parts.append((open_teams, [list(scope.hidden_team_ids)]))
    if scope.organisation_ids is not None:
        parts.append((f"{alias}.organisation_id = ANY(%s)", [list(scope.organisation_ids)]))
    return parts


def _filter_conditions(alias: str, filters: Filters) -> list[Condition]:
    chosen = {
        "object_type": filters.object_types, "product_id": filters.product_ids, "team_id": filters.team_ids,
        "organisation_id": filters.organisation_ids, "language": filters.languages,
    }  # fmt: skip
    parts: list[Condition] = [
        (f"{alias}.{column} = ANY(%s)", [list(values)]) for column, values in chosen.items() if values
    ]
    if filters.since:
        parts.append((f"{alias}.at >= %s", [filters.since]))
    if filters.until:
        parts.append((f"{alias}.at < %s", [filters.until]))
    if filters.within:
        parts.append(_within(alias, filters.within))
    return parts


def _within(alias: str, within: Mapping[str, "QuerySet[Any]"]) -> Condition:
    parts, values = [], []
    for object_type, objects in within.items():
        try:
            wanted = objects.order_by().values("pk").query
            sql, parameters = wanted.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        parts.append(f"({alias}.object_type = %s AND {alias}.object_id IN ({sql}))")
        values += [object_type, *parameters]
    return (f"({' OR '.join(parts)})", values) if parts else ("FALSE", [])
