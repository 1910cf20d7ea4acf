"""Working time: how long is it, and when is it over.

Working time is real elapsed time during which the wall clock of the calendar's zone shows working hours.
So 00:00-24:00 is 23 or 25 hours long on the days the clocks change, an hour that the clock skips is not
worked, and an hour that it shows twice is worked twice.

Results are in UTC: Python subtracts and compares two times of one zone by their wall clocks, which is wrong
by the hour that a clock change adds or takes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import accumulate
from typing import Literal
from zoneinfo import ZoneInfo

from .hours import CalendarInputError, Hours, Interval, tidy_hours
from .zones import DAY, SECOND, Stretch, datetime_of, instant_of, offset_stretches

MIN_YEAR, MAX_YEAR = 1800, 2500
# Work is counted from the start of this year; any year would do.
_BASE_YEAR = 2025

DayKind = Literal["open", "closed"]


class NoWorkingTime(ArithmeticError):
    """The calendar has no (more) working time, so no amount of it can be added."""


class OutOfCalendar(ArithmeticError):
    """An instant or a result lies outside the years 1800 to 2500."""


@dataclass(frozen=True)
class DayRule:
    """What one date does instead of its weekday.

    `open` without hours is a make-up working day: it takes the hours of the first weekday, counted from
    Monday, that has any. The hours of a `closed` day are not looked at: it is closed all day.
    """

    kind: DayKind
    hours: Hours = ()
    label: object = ""


@dataclass(frozen=True)
class WorkDay:
    """One date of an explanation: its rule, and what was worked of it."""

    day: date
    kind: Literal["regular", "open", "closed"]
    label: object
    segments: tuple[tuple[datetime, datetime], ...]
    seconds: float


class WorkCalendar:
    """Weekly working hours in a time zone, with dates that are different.

    `weekly` has seven entries, Monday first, each the half-open wall-clock intervals of that weekday.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        weekly: Sequence[Sequence[Interval]],
        days: Mapping[date, DayRule] | None = None,
    ) -> None:
        if len(weekly) != 7:
            raise CalendarInputError("a week has seven days")
        self.zone = zone
        self.weekly: tuple[Hours, ...] = tuple(tidy_hours(hours) for hours in weekly)
        self.days = dict(days or {})
        make_up = next((hours for hours in self.weekly if hours), ())
        self._special: dict[int, Hours] = {
            day.toordinal(): () if rule.kind == "closed" else tidy_hours(rule.hours) or make_up
            for day, rule in self.days.items()
        }
        open_years = [date.fromordinal(day).year for day, hours in self._special.items() if hours]
        always = any(self.weekly)
        self._first_year = MIN_YEAR if always else min(open_years, default=_BASE_YEAR)
        self._last_year = MAX_YEAR if always else max(open_years, default=_BASE_YEAR)
        self._has_work = always or bool(open_years)
        self._sums: dict[int, tuple[int, ...]] = {}
        self._before: dict[int, int] = {_BASE_YEAR: 0}
        self._pieces = lru_cache(maxsize=512)(self._pieces_of)

    def add(self, start: datetime, seconds: float) -> datetime:
        """The earliest instant by which `seconds` have been worked since `start`.

        Negative seconds go back: the latest instant from which that much is worked until `start`.
        Zero seconds is `start` itself, be it in working hours or not.
        Raises NoWorkingTime or OutOfCalendar when there is no such instant.
        """
        amount = round(seconds * SECOND)
        begin = self._instant(start)
        if amount == 0:
            return datetime_of(begin)
        if not self._has_work:
            raise NoWorkingTime("this calendar has no working time at all")
        target = self._worked_until(begin) + amount
        return datetime_of(self._instant_at(target, self._local(begin).year, amount > 0))

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds worked from `start` to `end`; the negative of the reverse when `end` comes first."""
        return _seconds(self._worked_until(self._instant(end)) - self._worked_until(self._instant(start)))

    def is_working(self, at: datetime) -> bool:
        instant = self._instant(at)
        return any(start <= instant < end for start, end in self._pieces_near(instant))

    def segments(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The stretches worked from `start` to `end`, in order, each as long as can be."""
        pending: Interval | None = None
        for piece in self._clipped(self._instant(start), self._instant(end)):
            if pending and piece[0] <= pending[1]:
                pending = (pending[0], max(pending[1], piece[1]))
                continue
            if pending:
                yield _as_datetimes(pending)
            pending = piece
        if pending:
            yield _as_datetimes(pending)

    def explain(self, start: datetime, end: datetime) -> Iterator[WorkDay]:
        """Every date from `start` to `end` with what was worked of it, days off included."""
        begin, until = self._instant(start), self._instant(end)
        first, last = self._local(begin).toordinal(), self._local(until).toordinal()
        for ordinal in range(first - 2, last + 3):
            pieces = _clip(self._pieces(ordinal), begin, until)
            if not (first <= ordinal <= last or pieces):
                continue
            day = date.fromordinal(ordinal)
            rule = self.days.get(day)
            yield WorkDay(
                day,
                rule.kind if rule else "regular",
                rule.label if rule else "",
                tuple(_as_datetimes(piece) for piece in pieces),
                _seconds(_total(pieces)),
            )

    def _instant(self, at: datetime) -> int:
        if at.utcoffset() is None:
            raise CalendarInputError(f"{at.isoformat()} has no time zone")
        if not MIN_YEAR < at.year < MAX_YEAR:
            raise OutOfCalendar(f"{at.isoformat()} lies outside the years {MIN_YEAR} to {MAX_YEAR}")
        return instant_of(at)

    def _local(self, instant: int) -> datetime:
        return datetime_of(instant).astimezone(self.zone)

    def _hours(self, day: int) -> Hours:
        special = self._special.get(day)
        # Ordinal 1 was a Monday.
        return self.weekly[(day - 1) % 7] if special is None else special

    def _pieces_of(self, day: int) -> tuple[Interval, ...]:
        """The instants of a local date (as ordinal) that are working time, in order."""
        midnight = (day - 1) * DAY
        stretches = offset_stretches(self.zone, date.fromordinal(day).year)
        pieces = [
            piece
            for start, end in self._hours(day)
            for stretch in stretches
            for piece in _where_clock_shows(midnight + start * SECOND, midnight + end * SECOND, stretch)
        ]
        return tuple(sorted(pieces))

    def _pieces_between(self, first: int, last: int) -> list[Interval]:
        """Pieces of the local dates `first` to `last`, in order of time, not of date: a clock set back
        over midnight shows the end of a date again after the next one has begun."""
        return sorted(piece for day in range(first, last + 1) for piece in self._pieces(day))

    def _pieces_near(self, instant: int) -> list[Interval]:
        utc_day = instant // DAY + 1
        return self._pieces_between(utc_day - 2, utc_day + 2)

    def _clipped(self, begin: int, until: int) -> Iterator[Interval]:
        if until <= begin:
            return
        for day in range(begin // DAY + 1, (until - 1) // DAY + 2):
            low, high = max(begin, (day - 1) * DAY), min(until, day * DAY)
            yield from _clip(self._pieces_between(day - 2, day + 2), low, high)

    def _worked_until(self, instant: int) -> int:
        """Work from the start of the base year until `instant`; negative before it."""
        done = sum(min(end, instant) - start for start, end in self._pieces_near(instant) if start < instant)
        return self._before_day(instant // DAY - 1) + done

    def _before_day(self, day: int) -> int:
        here = date.fromordinal(day)
        return self._before_year(here.year) + self._year(here.year)[day - date(here.year, 1, 1).toordinal()]

    def _before_year(self, year: int) -> int:
        if year not in self._before:
            step = 1 if year > _BASE_YEAR else -1
            for known in range(_BASE_YEAR, year, step):
                if known + step not in self._before:
                    change = self._year(min(known, known + step))[-1]
                    self._before[known + step] = self._before[known] + step * change
        return self._before[year]

    def _year(self, year: int) -> tuple[int, ...]:
        """Work before each day of a year, and in the whole year as the last entry."""
        if year not in self._sums:
            first = date(year, 1, 1).toordinal()
            last = date(year, 12, 31).toordinal()
            weekly = [_total(hours) * SECOND for hours in self.weekly]
            work = [weekly[(day - 1) % 7] for day in range(first, last + 1)]
            for day in self._irregular_days(year):
                if first <= day <= last:
                    work[day - first] = _total(self._pieces(day))
            self._sums[year] = tuple(accumulate(work, initial=0))
        return self._sums[year]

    def _irregular_days(self, year: int) -> set[int]:
        """Local dates whose work may differ from their weekday's: special ones and those of clock changes."""
        changes = [since // DAY + 1 for since, _, _ in offset_stretches(self.zone, year)[1:]]
        return {day for day in self._special if date.fromordinal(day).year == year} | {
            day + shift for day in changes for shift in range(-2, 3)
        }

    def _instant_at(self, target: int, year: int, forward: bool) -> int:
        """The first (forward) or last (backward) instant until which `target` has been worked."""
        find = bisect_left if forward else bisect_right
        year = self._year_of(target, year, forward)
        index = find(self._year(year), target - self._before_year(year)) - 1
        day = date(year, 1, 1).toordinal() + index
        worked = self._before_day(day - 2)
        for start, end in self._pieces_between(day - 2, day + 2):
            after = worked + end - start
            if after > target or (forward and after == target):
                return start + target - worked
            worked = after
        raise AssertionError("the day found does not hold the work sought")

    def _year_of(self, target: int, year: int, forward: bool) -> int:
        """The year in which `target` is reached."""
        if forward:
            while self._before_year(year + 1) < target:
                year = self._next_year(year, 1)
        else:
            while self._before_year(year) > target:
                year = self._next_year(year, -1)
        return year

    def _next_year(self, year: int, step: int) -> int:
        following = year + step
        if not MIN_YEAR < following < MAX_YEAR:
            raise OutOfCalendar(f"the result lies outside the years {MIN_YEAR} to {MAX_YEAR}")
        if (following > self._last_year) if step > 0 else (following < self._first_year):
            raise NoWorkingTime("this calendar has no working hours a week and too few open days")
        return following


def _where_clock_shows(start: int, end: int, stretch: Stretch) -> Iterator[Interval]:
    """The instants of a stretch at which the wall clock shows [start, end)."""
    since, until, offset = stretch
    first, last = max(start - offset, since), min(end - offset, until)
    if first < last:
        yield first, last


def _as_datetimes(piece: Interval) -> tuple[datetime, datetime]:
    return datetime_of(piece[0]), datetime_of(piece[1])


def _clip(pieces: Sequence[Interval], low: int, high: int) -> list[Interval]:
    return [(max(start, low), min(end, high)) for start, end in pieces if start < high and end > low]


def _total(pieces: Sequence[Interval]) -> int:
    return sum(end - start for start, end in pieces)


def _seconds(microseconds: int) -> float:
    """Seconds, as an int where they are whole, so that JSON shows 3600 and not 3600.0."""
    whole, rest = divmod(microseconds, SECOND)
    return microseconds / SECOND if rest else whole
