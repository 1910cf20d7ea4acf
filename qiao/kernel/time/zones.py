"""Stretches of constant UTC offset of a time zone, year by year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

ORIGIN = datetime(1, 1, 1, tzinfo=UTC)
SECOND = 1_000_000
DAY = 86_400 * SECOND
# Days before and after the year that are covered too: wall clocks differ from UTC by less than a day,
# and a zone that changed sides of the date line repeats or skips a whole one.
MARGIN_DAYS = 4

# (since, until, offset): microseconds after ORIGIN, and the offset to add to UTC in microseconds.
Stretch = tuple[int, int, int]


def instant_of(at: datetime) -> int:
    """Microseconds between ORIGIN and an aware datetime."""
    return (at - ORIGIN) // timedelta(microseconds=1)


def datetime_of(instant: int) -> datetime:
    """The inverse of `instant_of`, in UTC."""
    return ORIGIN + timedelta(microseconds=instant)


@lru_cache(maxsize=4096)
def offset_stretches(zone: ZoneInfo, year: int) -> tuple[Stretch, ...]:
    """The offsets in force from four days before the year until four days after it, in order.

    The zone is sampled once a day and a change is then found to the second: no zone of the tz database
    has ever changed its offset twice within three days.
    """
    first = (date(year, 1, 1).toordinal() - 1 - MARGIN_DAYS) * DAY
    last = (date(year, 12, 31).toordinal() + MARGIN_DAYS) * DAY
    stretches: list[Stretch] = []
    since, offset = first, _offset(zone, first)
    for sample in range(first + DAY, last + 1, DAY):
        found = _offset(zone, sample)
        if found != offset:
            change = _change(zone, sample - DAY, sample, offset)
            stretches.append((since, change, offset))
            since, offset = change, found
    stretches.append((since, last, offset))
    return tuple(stretches)


def _offset(zone: ZoneInfo, instant: int) -> int:
    offset = datetime_of(instant).astimezone(zone).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)


def _change(zone: ZoneInfo, before: int, after: int, offset: int) -> int:
    """The first whole second after `before` whose offset is no longer `offset`."""
    low, high = before // SECOND, after // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle * SECOND) == offset:
            low = middle
        else:
            high = middle
    return high * SECOND
