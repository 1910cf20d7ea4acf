"""What changed since: a feed over the audit record that misses nothing, however slowly a change was committed.

Timestamps cannot do this: a row stamped 09:00:00 may become visible at 09:00:05, after somebody asked for everything
until 09:00:03. So the feed follows the numbers of transactions and stops before the oldest one that still runs.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from qiao.kernel.api.paging import close_cursor, open_cursor

OVERLAP = timedelta(minutes=10)
"""How much earlier than asked a feed begins: a change may have been on its way for that long."""

_HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_BEGINNING = "SELECT min(transaction) FROM kernel_auditentry WHERE at >= %s"
_ENTRIES = """
SELECT transaction, id, object_id, at FROM kernel_auditentry
WHERE (transaction, id) > (%s, %s) AND transaction < %s AND object_type = %s
ORDER BY transaction, id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids that changed with the time of their last change, in its order; `next_cursor` goes on from here."""

    at: dict[int, datetime]
    next_cursor: str
    has_more: bool


def changes_of(object_type: str, *, cursor: str, since: datetime | None, limit: int) -> Changes:
    """Changes after a cursor, or since a moment, or from now on. Two or three statements. Raises BadCursor."""
    name = f"changes.{object_type}"
    position = open_cursor(name, cursor)
    with connection.cursor() as database:
        database.execute(_HORIZON)
        (horizon,) = database.fetchone()
    transaction, entry = _start(position, since, horizon)
    with connection.cursor() as database:
        database.execute(_ENTRIES, [transaction, entry, horizon, object_type, limit])
        rows = database.fetchall()
    has_more = len(rows) == limit
    latest: dict[int, datetime] = {}
    for _transaction, _entry, object_id, at in rows:
        latest.pop(object_id, None)
        latest[object_id] = at
    # everything before the horizon has been given, so the next page may begin there
    reached = (rows[-1][0], rows[-1][1]) if has_more else (max(horizon, transaction), 0)
    following = close_cursor(name, f"{reached[0]}-{reached[1]}")
    return Changes(latest, following or "", has_more)


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
