"""From a parsed query to SQL: which words count, and three statements over the search rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from qiao.kernel.search.documents import TABLE
from qiao.kernel.search.frequencies import COMMON, Frequencies, frequencies
from qiao.kernel.search.query import SearchQuery, Word
from qiao.kernel.search.scope import Filters, Scope, conditions

RANKED_ROWS = 2_001  # more than 1,000 objects, even when each matches by both of its rows
ALL_WORDS_ROWS = 400
RARE_WORDS_ROWS = 600
# Walking reads the words of every row it passes (3 µs each, they lie beside the table), looking up reads only rows
# that match (2.5 µs each): a word in a seventh of all rows is found soon by walking, one in a few thousand rows is
# looked up, and what lies between is looked up among the newest rows that should be enough three times over.
WALKED_SHARE = 0.15
LOOKED_UP_ROWS = 12_000
# Words that stand in so many rows each may also stand together in as many: whether the newest rows hold enough of
# them is seen in a third of the time it takes to fetch those.
COMMON_ROWS = 5_000
MARGIN = 3
_WEIGHTS = "{0.35,0.5,0.7,1.0}"
_RARITY = "ln(1 + count(*) / greatest(1.0, count(*) FILTER (WHERE {0} > 0))) AS w{0}"
_NEARNESS = 0.5

Statement = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: so many hits from the first, or after the row (at, id) of the older ones."""

    offset: int = 0
    key: tuple[datetime, int] | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """The newest `rows` rows that match. `by_words`: look the words up, do not walk the newest rows.

    The planner takes a word it does not know for ten times as common as it is, and would walk a whole
    table for words that stand nowhere. It also takes reading the words of a row for free. `since`: look only
    among rows that are not older; when there are fewer matches than `rows`, that was too narrow. `is_common`: a
    narrower tier may well be among the newest matches already, and is fetched only if it is not.
    """

    match: str
    rows: int
    by_words: bool
    since: datetime | None = None
    is_common: bool = False


@dataclass(frozen=True)
class Plan:
    """A query made ready: what to match, the other conditions on a row `d`, and how to rank.

    `narrower` are stricter matches that are ranked from any age.
    """

    newest: Tier
    narrower: tuple[Tier, ...]
    where: str
    values: list[Any]
    sibling: str
    sibling_values: list[Any]
    words: tuple[str, ...]
    nearness: str
    number: str | None
    dropped: tuple[str, ...]
    is_surely_many: bool

    def of_any_age(self) -> "Plan":
        """The same without the bound on age."""
        return replace(self, newest=replace(self.newest, since=None))


def make_plan(query: SearchQuery, scope: Scope, filters: Filters, *, drops_common: bool = True) -> Plan:
    """Choose the words that count and write down the conditions."""
    known = frequencies()
    kept, dropped = choose_words(query.words, known) if drops_common else (query.words, ())
    allowed, values = conditions("d", scope, filters)
    readable, readable_values = conditions("s", scope, Filters())
    if query.excluded:
        # what one row of an object says counts for the object
        refused = " | ".join(query.excluded)
        allowed += (
            f" AND NOT d.tsv @@ %s::tsquery AND NOT EXISTS (SELECT FROM {TABLE} s"
            f" WHERE s.object_type = d.object_type AND s.object_id = d.object_id"
            f" AND s.tsv @@ %s::tsquery{readable})"
        )
        values += [refused, refused, *readable_values]
    newest, *narrower = _tiers(query, kept, known)
    whole = [word.tsquery for word in kept if word.is_whole] or [word.tsquery for word in kept]
    return Plan(
        newest=newest, narrower=tuple(narrower), where=allowed, values=values,
        sibling=f"s.tsv @@ %s::tsquery{readable}", sibling_values=[newest.match, *readable_values],
        words=tuple(word.tsquery for word in kept) or query.phrases,
        nearness=" & ".join([*query.phrases, *whole]), number=query.number,
        dropped=tuple(word.lexemes[0] for word in dropped),
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


def _tiers(query: SearchQuery, kept: Sequence[Word], known: Frequencies) -> Iterator[Tier]:
    rare = [word.tsquery for word in kept if known.share_of(word) == 0]
    match = " & ".join(query.phrases) or " | ".join(word.tsquery for word in kept)
    by_words, since = (False, None) if query.phrases else _way(kept, known)
    yield Tier(" | ".join(filter(None, (query.number, match))), RANKED_ROWS, by_words, since)
    whole = [word for word in kept if word.is_whole]
    if not query.phrases and len(whole) > 1:
        is_common = known.rows * min(map(known.share_of, whole)) > COMMON_ROWS
        yield Tier(" & ".join(word.tsquery for word in whole), ALL_WORDS_ROWS, by_words=False, is_common=is_common)
    if not query.phrases and 0 < len(rare) < len(kept):
        yield Tier(" | ".join(rare), RARE_WORDS_ROWS, by_words=True)


def _way(kept: Sequence[Word], known: Frequencies) -> tuple[bool, datetime | None]:
    """Whether to look words up rather than to walk, and among rows since when."""
    # the most common word alone: how often the others stand elsewhere is not known, pairs of one word never do
    share = max(map(known.share_of, kept), default=0.0)
    if not known.shares or share >= WALKED_SHARE:
        return False, None
    if known.rows * share <= LOOKED_UP_ROWS:
        return True, None
    return True, known.start_of_newest(MARGIN * RANKED_ROWS / (known.rows * share))


def head_statement(plan: Plan, offset: int, limit: int, *, is_wide: bool) -> Statement:
    """Rank the newest matches. Each row: objects, rows of the newest matches, and a hit (or nulls).

    A word's weight is its rarity among the candidates. Per-word columns, because arrays cost three times
    as much; `tsv || ''` unpacks a stored vector once instead of once for every word.
    """
    newest, values = _rows(plan, plan.newest)
    narrower = [_unless_among_newest(plan, tier) for tier in plan.narrower] if is_wide else []
    tiers = ["SELECT * FROM newest", *(f"({sql})" for sql, _ in narrower)]
    ranks = {f"r{at}": word for at, word in enumerate(plan.words)}
    columns = [f"ts_rank(%s, tsv, %s::tsquery) AS {name}" for name in ranks]
    values += [value for word in ranks.values() for value in (_WEIGHTS, word)]
    columns.append("ts_rank(%s, tsv, %s::tsquery) AS near" if ranks else "0::real AS near")
    values += [_WEIGHTS, plan.nearness] if ranks else []
    columns.append("tsv @@ %s::tsquery AS is_it" if plan.number else "FALSE AS is_it")
    values += [plan.number] if plan.number else []
    values += [value for _, tier_values in narrower for value in tier_values]
    weights = [_RARITY.format(name) for name in ranks]
    total = " + ".join(f"w{name}" for name in ranks) or "1"
    score = " + ".join(f"{name} * w{name}" for name in ranks) or "0"
    statement = f"""
WITH newest AS MATERIALIZED ({newest}),
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
    chosen = [_rows(plan, tier) for tier in (plan.newest, *(plan.narrower if is_wide else ()))]
    ranked = " UNION ALL ".join(f"({sql})" for sql, _ in chosen)
    values = [value for _, tier_values in chosen for value in tier_values]
    before = " AND (d.at, d.id) < (%s, %s)" if place.key else ""
    statement = f"""
WITH ranked AS MATERIALIZED (SELECT object_type, object_id FROM ({ranked}) AS tier)
SELECT d.object_type, d.object_id, d.at, d.id FROM {TABLE} d
WHERE d.tsv @@ %s::tsquery{plan.where}{before}
  AND (d.object_type, d.object_id) NOT IN (SELECT object_type, object_id FROM ranked)
  AND NOT EXISTS (SELECT FROM {TABLE} s WHERE s.object_type = d.object_type AND s.object_id = d.object_id
                  AND (s.at, s.id) > (d.at, d.id) AND {plan.sibling})
ORDER BY d.at DESC, d.id DESC OFFSET %s LIMIT %s"""
    return statement, [
        *values,
        plan.newest.match,
        *plan.values,
        *(place.key or ()),
        *plan.sibling_values,
        skip,
        limit,
    ]


def _unless_among_newest(plan: Plan, tier: Tier) -> Statement:
    """The rows of a narrower tier; none when the newest matches, which are read anyway, hold all of them."""
    found, values = _rows(plan, tier)
    if not tier.is_common:
        return found, values
    among = "SELECT count(*) FROM (SELECT FROM newest WHERE tsv @@ %s::tsquery LIMIT %s) AS known"
    return f"SELECT * FROM ({found}) AS more WHERE ({among}) < %s", [*values, tier.match, tier.rows, tier.rows]


def _rows(plan: Plan, tier: Tier) -> Statement:
    columns = "d.id, d.object_type, d.object_id, d.at, d.tsv"
    age = " AND d.at >= %s" if tier.since else ""
    found = f"SELECT {columns} FROM {TABLE} d WHERE d.tsv @@ %s::tsquery{plan.where}{age}"
    if tier.by_words:
        found = f"SELECT {columns} FROM ({found} OFFSET 0) AS d"
    values = [tier.match, *plan.values, *([tier.since] if tier.since else []), tier.rows]
    return f"{found} ORDER BY d.at DESC, d.id DESC LIMIT %s", values
