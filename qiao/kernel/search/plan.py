"""From a parsed query to SQL: which words count, and three statements over the search rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qiao.kernel.search.documents import TABLE
from qiao.kernel.search.frequencies import COMMON, Frequencies, frequencies
from qiao.kernel.search.query import SearchQuery, Word
from qiao.kernel.search.scope import Filters, Scope, conditions

RANKED_ROWS = 2_001  # more than 1,000 objects, even when each matches by both of its rows
ALL_WORDS_ROWS = 400
RARE_WORDS_ROWS = 600
_WEIGHTS = "{0.35,0.5,0.7,1.0}"
_NEARNESS = 0.5

Statement = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: so many hits from the first, or after the row (at, id) of the older ones."""

    offset: int = 0
    key: tuple[datetime, int] | None = None


@dataclass(frozen=True)
class Plan:
    """A query made ready. `where` is the whole condition on a row `d`; `narrower` are conditions that
    stricter matches also meet, with the number of rows taken by each.
    """

    where: str
    values: list[Any]
    sibling: str
    sibling_values: list[Any]
    words: tuple[str, ...]
    nearness: str
    number: str | None
    narrower: tuple[tuple[str, int], ...]
    dropped: tuple[str, ...]
    is_surely_many: bool


def make_plan(query: SearchQuery, scope: Scope, filters: Filters, *, drops_common: bool = True) -> Plan:
    """Choose the words that count and write down the conditions."""
    known = frequencies()
    kept, dropped = choose_words(query.words, known) if drops_common else (query.words, ())
    match = _match(query, kept)
    allowed, values = conditions("d", scope, filters)
    readable, readable_values = conditions("s", scope, Filters())
    where, all_values = f"d.tsv @@ %s::tsquery{allowed}", [match, *values]
    if query.excluded:
        # what one row of an object says counts for the object
        refused = " | ".join(query.excluded)
        where += (
            f" AND NOT d.tsv @@ %s::tsquery AND NOT EXISTS (SELECT FROM {TABLE} s"
            f" WHERE s.object_type = d.object_type AND s.object_id = d.object_id"
            f" AND s.tsv @@ %s::tsquery{readable})"
        )
        all_values += [refused, refused, *readable_values]
    whole = [word for word in kept if word.is_whole] or list(kept)
    rare = [word for word in kept if known.share_of(word) == 0]
    narrower = []
    if not query.phrases and len(whole) > 1:
        narrower.append((" & ".join(word.tsquery for word in whole), ALL_WORDS_ROWS))
    if not query.phrases and 0 < len(rare) < len(kept):
        narrower.append((" | ".join(word.tsquery for word in rare), RARE_WORDS_ROWS))
    return Plan(
        where=where, values=all_values, sibling=f"s.tsv @@ %s::tsquery{readable}",
        sibling_values=[match, *readable_values], words=tuple(word.tsquery for word in kept) or query.phrases,
        nearness=" & ".join([*query.phrases, *(word.tsquery for word in whole)]), number=query.number,
        narrower=tuple(narrower), dropped=tuple(word.lexemes[0] for word in dropped),
        is_surely_many=known.rows * max(map(known.share_of, kept), default=0) > RANKED_ROWS,
    )  # fmt: skip


def choose_words(words: Sequence[Word], known: Frequencies) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Split words into those that count and those too common to, given that rarer ones are there."""
    rarest = min(map(known.share_of, words), default=0.0)
    limit = max(COMMON, 2 * rarest)
    kept = tuple(word for word in words if known.share_of(word) <= limit)
    if not any(word.is_whole for word in kept):
        return tuple(words), ()  # pairs across words are a guess: alone they are not what was asked
    return kept, tuple(word for word in words if word not in kept and word.is_whole)


def _match(query: SearchQuery, kept: Sequence[Word]) -> str:
    match = " & ".join(query.phrases) or " | ".join(word.tsquery for word in kept)
    if query.number is None:
        return match
    return f"{query.number} | {match}" if match else query.number


def head_statement(plan: Plan, offset: int, limit: int, *, is_wide: bool) -> Statement:
    """Rank the newest matches. Each row: objects, rows of the newest matches, and a hit (or nulls).

    A word's weight is its rarity among the candidates. Per-word columns, because arrays cost three times
    as much; `tsv || ''` unpacks a stored vector once instead of once for every word.
    """
    tiers = ["SELECT * FROM newest"]
    values = [*plan.values, RANKED_ROWS]
    narrower = plan.narrower if is_wide else ()
    tiers += [f"({_newest('d.tsv @@ %s::tsquery AND ' + plan.where)})"] * len(narrower)
    ranks = {f"r{at}": word for at, word in enumerate(plan.words)}
    columns = [f"ts_rank(%s, tsv, %s::tsquery) AS {name}" for name in ranks]
    values += [value for word in ranks.values() for value in (_WEIGHTS, word)]
    columns.append("ts_rank(%s, tsv, %s::tsquery) AS near" if ranks else "0::real AS near")
    values += [_WEIGHTS, plan.nearness] if ranks else []
    columns.append("tsv @@ %s::tsquery AS is_it" if plan.number else "FALSE AS is_it")
    values += [plan.number] if plan.number else []
    for match, rows in narrower:
        values += [match, *plan.values, rows]
    rarity = "ln(1 + count(*) / greatest(1.0, count(*) FILTER (WHERE {0} > 0))) AS w{0}"
    weights = [rarity.format(name) for name in ranks]
    total = " + ".join(f"w{name}" for name in ranks) or "1"
    score = " + ".join(f"{name} * w{name}" for name in ranks) or "0"
    statement = f"""
WITH newest AS MATERIALIZED ({_newest(plan.where)}),
scored AS MATERIALIZED (
  SELECT DISTINCT ON (id) id, object_type, object_id, at, {", ".join(columns)}
  FROM (SELECT id, object_type, object_id, at, tsv || ''::tsvector AS tsv
        FROM ({" UNION ALL ".join(tiers)}) AS tier OFFSET 0) AS candidate
  ORDER BY id
),
weight AS MATERIALIZED (SELECT {", ".join([*weights, "count(*) AS rows"])} FROM scored),
hit AS MATERIALIZED (
  SELECT object_type, object_id, bool_or(is_it) AS is_it, max(at) AS at,
         (sum(({score}) / ({total})) + {_NEARNESS} * max(near))::float8 AS score
  FROM scored, weight GROUP BY object_type, object_id
)
SELECT (SELECT count(*) FROM hit), (SELECT count(*) FROM newest), page.* FROM (SELECT) AS one LEFT JOIN (
  SELECT object_type, object_id, score, at, is_it FROM hit
  ORDER BY is_it DESC, score DESC, at DESC, object_id DESC OFFSET %s LIMIT %s
) AS page ON TRUE
ORDER BY is_it DESC, score DESC, at DESC, object_id DESC"""
    return statement, [*values, offset, limit]


def older_statement(plan: Plan, place: Place, skip: int, limit: int, *, is_wide: bool) -> Statement:
    """Matches beyond the ranked ones, newest first, each object once: object_type, object_id, at, row id.

    Those up to `place.key`, then `skip` more, are left out. An object whose two rows both match stands
    where its newer one stands.
    """
    tiers, values = ["SELECT * FROM newest"], [*plan.values, RANKED_ROWS]
    for match, rows in plan.narrower if is_wide else ():
        tiers.append(f"({_newest('d.tsv @@ %s::tsquery AND ' + plan.where)})")
        values += [match, *plan.values, rows]
    before = " AND (d.at, d.id) < (%s, %s)" if place.key else ""
    statement = f"""
WITH newest AS MATERIALIZED ({_newest(plan.where)}),
ranked AS MATERIALIZED (SELECT object_type, object_id FROM ({" UNION ALL ".join(tiers)}) AS tier)
SELECT d.object_type, d.object_id, d.at, d.id FROM {TABLE} d
WHERE {plan.where}{before}
  AND (d.object_type, d.object_id) NOT IN (SELECT object_type, object_id FROM ranked)
  AND NOT EXISTS (SELECT FROM {TABLE} s WHERE s.object_type = d.object_type AND s.object_id = d.object_id
                  AND (s.at, s.id) > (d.at, d.id) AND {plan.sibling})
ORDER BY d.at DESC, d.id DESC OFFSET %s LIMIT %s"""
    return statement, [*values, *plan.values, *(place.key or ()), *plan.sibling_values, skip, limit]


def _newest(where: str) -> str:
    return (
        f"SELECT d.id, d.object_type, d.object_id, d.at, d.tsv FROM {TABLE} d WHERE {where}"
        " ORDER BY d.at DESC, d.id DESC LIMIT %s"
    )
