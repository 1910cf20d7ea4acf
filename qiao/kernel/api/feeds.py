"""What changed since: a feed over the audit record that misses nothing, however slowly a change was committed.

Timestamps cannot do this: a row stamped 09:00:00 may become visible at 09:00:05, after somebody asked for everything
until 09:00:03. So the feed follows the numbers of transactions and stops before the oldest one that still runs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, TypeVar

from django.db import connection
from pydantic import BaseModel, Field

from qiao.kernel.api.answers import Moment, Shown
from qiao.kernel.api.paging import close_cursor, open_cursor

Item = TypeVar("Item", bound=BaseModel)

Since = Annotated[Moment | None, Field(description="Where to begin without a cursor; ten minutes earlier, to be safe.")]

OVERLAP = timedelta(minutes=10)
"""How much earlier than asked a feed begins: a change may have been on its way for that long."""

_HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_BEGINNING = "SELECT min(transaction) FROM kernel_auditentry WHERE at >= %s"
_ENTRIES = """
SELECT transaction, id, object_type, object_id, verb, data, at FROM kernel_auditentry
WHERE (transaction, id) > (%s, %s) AND transaction < %s AND object_type = ANY(%s)
ORDER BY transaction, id LIMIT %s
"""


class Change(Shown, Generic[Item]):
    """Something that changed. `now` is its current state; null when it was deleted or is no longer visible to you."""

    id: int
    changed_at: datetime
    now: Item | None


class Feed(Shown, Generic[Item]):
    """What changed, oldest change first. Keep `next_cursor` for the next time, also when `has_more` is false."""

    items: list[Change[Item]]
    next_cursor: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded act: on what, which, with what it says, and when."""

    object_type: str
    object_id: int
    verb: str
    data: dict[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class Acts:
    """Recorded acts in the order of their transactions; `next_cursor` goes on from here."""

    acts: list[Act]
    next_cursor: str
    has_more: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids that changed with the time of their last change, in its order; `next_cursor` goes on from here."""

    at: dict[int, datetime]
    next_cursor: str
    has_more: bool


def changes_of(object_type: str, *, cursor: str, since: datetime | None, limit: int) -> Changes:
    """Changes after a cursor, or since a moment, or from now on. Two or three statements. Raises BadCursor."""
    found = acts_on([object_type], cursor=cursor, since=since, limit=limit, name=f"changes.{object_type}")
    return Changes(latest((act.object_id, act.at) for act in found.acts), found.next_cursor, found.has_more)


def acts_on(object_types: Sequence[str], *, cursor: str, since: datetime | None, limit: int, name: str) -> Acts:
    """Acts on objects of these types after a cursor of the feed `name`, or since a moment. Raises BadCursor."""
    position = open_cursor(name, cursor)
    with connection.cursor() as database:
        database.execute(_HORIZON)
        (horizon,) = database.fetchone()
    transaction, entry = _start(position, since, horizon)
    with connection.cursor() as database:
        database.execute(_ENTRIES, [transaction, entry, horizon, list(object_types), limit])
        rows = database.fetchall()
    has_more = len(rows) == limit
    # everything before the horizon has been given, so the next page may begin there
    reached = (rows[-1][0], rows[-1][1]) if has_more else (max(horizon, transaction), 0)
    following = close_cursor(name, f"{reached[0]}-{reached[1]}")
    acts = [Act(kind, pk, verb, json.loads(data), at) for _transaction, _entry, kind, pk, verb, data, at in rows]
    return Acts(acts, following or "", has_more)


def latest(changes: Iterable[tuple[int, datetime]]) -> dict[int, datetime]:
    """Ids with the time of their last change, in the order of that."""
    found: dict[int, datetime] = {}
    for pk, at in changes:
        found.pop(pk, None)
        found[pk] = at
    return found


def feed(kind: type[Item], found: Changes, shown: Mapping[int, Item]) -> Feed[Item]:
    """A page of the feed: each change with the current state of the object, if it can be `shown`."""
    one = Change[kind]  # type: ignore[valid-type]
    items = [one.model_construct(id=pk, changed_at=at, now=shown.get(pk)) for pk, at in found.at.items()]
    page = Feed[kind]  # type: ignore[valid-type]
    return page.model_construct(items=items, next_cursor=found.next_cursor, has_more=found.has_more)


def _start(position: str, since: datetime | None, horizon: int) -> tuple[int, int]:
    if position:
        transaction, _, entry = position.partition("-")
        return int(transaction), int(entry)
    if since is None:
        return horizon, 0
    with connection.cursor() as database:
        database.execute(_BEGINNING, [since - OVERLAP])
        (first,) = database.fetchone()
    return (first or horizon), 0
