"""Finding: the newest matches are ranked, the rest follows by age, and all of them can be reached.

Words are alternatives. A word counts by its rarity among the candidates, by how often it stands in the
text and whether in the title; words that stand near each other add to it. When there are more matches
than are ranked, texts with all words and texts with the rare words are taken into the ranking from any
age, so that an old text that fits well is not lost behind new ones that fit a little.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import BigIntegerField

from qiao.kernel.search.documents import TABLE
from qiao.kernel.search.plan import RANKED_ROWS, Place, Plan, head_statement, make_plan, older_statement
from qiao.kernel.search.query import parse
from qiao.kernel.search.scope import Filters, Scope

CAP = 1_000
FEW = 20  # with fewer hits than this, the common words that were left out are taken back in


@dataclass(frozen=True, slots=True)
class Hit:
    """One object; `score` orders hits of one search and means nothing else (0 beyond the ranked ones)."""

    object_type: str
    object_id: int
    score: float
    at: datetime


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits. `total` is exact unless `is_capped`; `cursor` asks for the next page, if any.

    `spoken` are the words to highlight, `dropped` those left out because they stand nearly everywhere.
    """

    hits: tuple[Hit, ...]
    total: int
    is_capped: bool
    cursor: str | None
    spoken: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


class CursorWrong(ValueError):
    """A cursor that no search gave out."""


def search(
    query: str,
    *,
    scope: Scope,
    filters: Filters | None = None,
    cursor: str | None = None,
    page: int = 1,
    limit: int = 25,
) -> SearchResult:
    """The best `limit` objects for `query` that the scope allows, or those after `cursor`, or on `page`.

    A cursor costs the same however far it is; a page beyond the first 1,000 hits costs what it skips.
    Raises CursorWrong for a cursor that no search gave out.
    """
    parsed = parse(query)
    if parsed.is_empty:
        return SearchResult((), 0, False, None)
    place = _read_cursor(cursor) if cursor else Place((page - 1) * limit)
    plan = make_plan(parsed, scope, filters or Filters())
    plan, head = _read_head(plan, place, limit)
    if plan.dropped and head.objects < FEW:
        plan, head = _read_head(make_plan(parsed, scope, filters or Filters(), drops_common=False), place, limit)
    hits = list(head.hits)
    following = None
    if place.key is None and place.offset + len(hits) < head.objects:
        following = Place(place.offset + limit)
    elif head.is_saturated:
        skip = 0 if place.key else max(0, place.offset - head.objects)
        older = _read_older(plan, place, skip, limit - len(hits), is_wide=head.is_wide)
        hits += [hit for hit, _ in older]
        if len(hits) == limit:
            following = Place(0, (older[-1][0].at, older[-1][1]) if older else _YOUNGEST)
    total = CAP if head.is_saturated else head.objects
    next_cursor = _write_cursor(following) if following else None
    return SearchResult(tuple(hits), total, head.is_saturated, next_cursor, parsed.spoken, plan.dropped)


def count(query: str, *, scope: Scope, filters: Filters | None = None) -> int:
    """The exact number of objects, for the person who clicks "1,000+"."""
    parsed = parse(query)
    if parsed.is_empty:
        return 0
    plan = make_plan(parsed, scope, filters or Filters())
    found = f"FROM {TABLE} d WHERE d.tsv @@ %s::tsquery{plan.where}"
    statement = f"SELECT count(DISTINCT (d.object_type, d.object_id)) {found}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [plan.newest.match, *plan.values])
        return int(cursor.fetchone()[0])


def explain(query: str, *, scope: Scope, filters: Filters | None = None, limit: int = 25) -> str:
    """What PostgreSQL does for the first page, with times and buffers."""
    plan = make_plan(parse(query), scope, filters or Filters())
    statement, values = head_statement(plan, 0, limit, is_wide=plan.is_surely_many)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, SUMMARY) {statement}", values)
        return "\n".join(line for (line,) in cursor.fetchall())


def _write_cursor(place: Place) -> str:
    key = [place.key[0].isoformat(), place.key[1]] if place.key else None
    return base64.urlsafe_b64encode(json.dumps([place.offset, key]).encode()).decode()


def _read_cursor(cursor: str) -> Place:
    try:
        offset, key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        place = Place(max(0, int(offset)), (datetime.fromisoformat(key[0]), int(key[1])) if key else None)
    except (binascii.Error, ValueError, TypeError, LookupError, OverflowError) as error:
        raise CursorWrong(cursor) from error
    if max(place.offset, abs(place.key[1]) if place.key else 0) > _MOST:
        raise CursorWrong(cursor)
    return place


_MOST = BigIntegerField.MAX_BIGINT
_YOUNGEST = (datetime(9999, 1, 1, tzinfo=UTC), 0)


@dataclass(frozen=True, slots=True)
class _Head:
    """A page of the ranked hits, how many objects are ranked, and whether there are more than those."""

    hits: tuple[Hit, ...]
    objects: int
    is_saturated: bool
    is_wide: bool


def _read_head(plan: Plan, place: Place, limit: int) -> tuple[Plan, _Head]:
    """The ranked hits, and the plan that found them."""
    limit = 0 if place.key else limit
    is_wide = plan.is_surely_many
    head = _run_head(plan, place.offset, limit, is_wide=is_wide)
    if plan.newest.since and not head.is_saturated:
        plan = plan.of_any_age()
        head = _run_head(plan, place.offset, limit, is_wide=is_wide)
    if head.is_saturated and plan.narrower and not is_wide:
        head = _run_head(plan, place.offset, limit, is_wide=True)
    return plan, head


def _run_head(plan: Plan, offset: int, limit: int, *, is_wide: bool) -> _Head:
    statement, values = head_statement(plan, offset, limit, is_wide=is_wide)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    hits = tuple(Hit(*row[2:6]) for row in rows if row[2] is not None)
    return _Head(hits, rows[0][0], rows[0][1] >= RANKED_ROWS, is_wide)


def _read_older(plan: Plan, place: Place, skip: int, limit: int, *, is_wide: bool) -> list[tuple[Hit, int]]:
    if limit <= 0:
        return []
    statement, values = older_statement(plan, place, skip, limit, is_wide=is_wide)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [(Hit(object_type, object_id, 0.0, at), row_id) for object_type, object_id, at, row_id in rows]
