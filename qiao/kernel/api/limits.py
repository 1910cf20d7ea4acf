"""How often a token may ask: so many requests a minute, counted across processes without a write each.

A process counts locally and reports to the shared row after every fiftieth part of the limit, so that a token
overshoots by two hundredths per process at most.
"""

import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

_SHARES = 50
_MOST_REMEMBERED = 10_000
_REPORT = """
INSERT INTO kernel_apiuse (token_id, minute, used) VALUES (%s, %s, %s)
ON CONFLICT (token_id) DO UPDATE SET minute = EXCLUDED.minute, used = EXCLUDED.used
  + CASE WHEN kernel_apiuse.minute = EXCLUDED.minute THEN kernel_apiuse.used ELSE 0 END
RETURNING used
"""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a minute: `limit` a minute, `remaining` requests, `resets_in` seconds until the next one."""

    limit: int
    remaining: int
    resets_in: int
    is_exceeded: bool


@dataclass(slots=True)
class _Count:
    minute: int
    everybody: int = 0
    unreported: int = 0


_counts: dict[int, _Count] = {}
_lock = threading.Lock()


def count_request(token_id: int) -> Allowance:
    """Count one request of a token; one statement in every fiftieth part of the limit."""
    limit, now = int(settings.API_REQUESTS_PER_MINUTE), time.time()
    minute, resets_in = int(now // 60), 60 - int(now % 60)
    with _lock:
        count = _count_of(token_id, minute)
        is_exceeded = count.everybody + count.unreported >= limit
        if not is_exceeded:
            count.unreported += 1
        to_report = count.unreported if count.unreported >= max(1, limit // _SHARES) else 0
        if to_report:
            count.unreported, count.everybody = 0, count.everybody + to_report
    if to_report:
        _report(token_id, minute, to_report)
    return Allowance(limit, max(0, limit - count.everybody - count.unreported), resets_in, is_exceeded)


def forget_counts() -> None:
    """Start from nothing, as a fresh process does."""
    with _lock:
        _counts.clear()


def _count_of(token_id: int, minute: int) -> _Count:
    count = _counts.get(token_id)
    if count is None or count.minute != minute:
        if len(_counts) >= _MOST_REMEMBERED:
            _counts.clear()
        count = _counts[token_id] = _Count(minute)
    return count


def _report(token_id: int, minute: int, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REPORT, [token_id, minute, number])
        (everybody,) = cursor.fetchone()
    with _lock:
        count = _counts.get(token_id)
        if count and count.minute == minute:
            count.everybody = max(count.everybody, int(everybody))
