"""Reading calendars from their tables."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone

from qiao.kernel.models import Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.kernel.prepared import prepared

from .calendar import DayRule, WorkCalendar
from .cases import read_weekly
from .hours import parse_hours

# The notice for the next year is published in October or November of this one.
_NEXT_YEAR_KNOWN_FROM_MONTH = 11
_versions = prepared(
    lambda calendar_id: (
        CalendarVersion.objects.filter(calendar_id=calendar_id)
        .order_by("valid_from")
        .values_list("pk", "valid_from", "weekly", "calendar__time_zone", "calendar__revision")
    )
)
_version = prepared(
    lambda version_id: CalendarVersion.objects.filter(pk=version_id).values_list(
        "calendar__time_zone", "weekly", "calendar_id", "calendar__revision"
    )
)


def current_version(calendar_id: int, at: datetime) -> int:
    """Id of the version of a calendar in force at an instant; before the first one, the first.

    Raises CalendarVersion.DoesNotExist for a calendar without versions.
    """
    versions = CalendarVersion.objects.filter(calendar_id=calendar_id)
    found = versions.filter(valid_from__lte=at).order_by("-valid_from").first()
    found = found or versions.order_by("valid_from").first()
    if found is None:
        raise CalendarVersion.DoesNotExist(f"calendar {calendar_id} has no version")
    return found.pk


def versions_in_force(calendar_ids: Collection[int], at: datetime) -> dict[int, CalendarVersion]:
    """The same as `current_version` for several calendars, by their ids: one statement."""
    found: dict[int, CalendarVersion] = {}
    for version in CalendarVersion.objects.filter(calendar__in=calendar_ids).order_by("valid_from"):
        if version.calendar_id not in found or version.valid_from <= at:
            found[version.calendar_id] = version
    return found


def calendar_at(calendar_id: int, at: datetime) -> tuple[int, WorkCalendar]:
    """The version of a calendar in force at an instant with its hours, in one statement.

    Raises CalendarVersion.DoesNotExist for a calendar without versions.
    """
    rows = _versions.all(calendar_id)
    if not rows:
        raise CalendarVersion.DoesNotExist(f"calendar {calendar_id} has no version")
    in_force = [row for row in rows if row[1] <= at] or rows[:1]
    version_id, _, weekly, zone, revision = in_force[-1]
    return version_id, _built(zone, json.dumps(weekly), calendar_id, revision)


def work_calendar(version_id: int) -> WorkCalendar:
    """The hours of one version with today's knowledge of its calendar's dates.

    Costs one small query; the calendar itself is kept until one of its dates changes. The labels of its
    days are of type Bilingual.
    """
    found = _version.first(version_id)
    if found is None:
        raise CalendarVersion.DoesNotExist(f"version {version_id}")
    zone, weekly, calendar_id, revision = found
    return _built(zone, json.dumps(weekly), calendar_id, revision)


def calendar_of(version: CalendarVersion) -> WorkCalendar:
    """The same for a version that was read together with its calendar."""
    calendar = version.calendar
    return _built(calendar.time_zone, json.dumps(version.weekly), calendar.pk, calendar.revision)


def missing_years(calendar_id: int, since: date, until: date) -> tuple[int, ...]:
    """Years from `since` to `until` whose dates nobody has confirmed, so that a deadline may be wrong."""
    if not Calendar.objects.filter(pk=calendar_id, has_holidays=True).exists():
        return ()
    confirmed = _confirmed([calendar_id])
    years = range(since.year, until.year + 1)
    return tuple(year for year in years if (calendar_id, year) not in confirmed)


def unconfirmed_years(today: date | None = None) -> list[tuple[str, int]]:
    """(calendar name, year) of each year that is needed by now and not confirmed."""
    calendars = list(Calendar.objects.order_by("pk"))
    missing = years_to_confirm(calendars, today)
    return [(str(calendar.name), year) for calendar in calendars for year in missing[calendar.pk]]


def years_to_confirm(calendars: Sequence[Calendar], today: date | None = None) -> dict[int, list[int]]:
    """Years that are needed by now and not confirmed, by the calendar's id: one statement.

    Needed is this year, and from November, when the public notice is out, the next one.
    """
    today = today or timezone.localdate()
    last = today.year + (today.month >= _NEXT_YEAR_KNOWN_FROM_MONTH)
    confirmed = _confirmed([calendar.pk for calendar in calendars])
    needed = range(today.year, last + 1)
    return {
        calendar.pk: [year for year in needed if calendar.has_holidays and (calendar.pk, year) not in confirmed]
        for calendar in calendars
    }


def _confirmed(calendar_ids: list[int]) -> set[tuple[int, int]]:
    years = CalendarYear.objects.filter(calendar_id__in=calendar_ids, is_confirmed=True)
    return set(years.values_list("calendar_id", "year"))


@lru_cache(maxsize=64)
def _built(zone: str, weekly: str, calendar_id: int, revision: int) -> WorkCalendar:
    """`revision` stands for the dates, which are read here."""
    days = CalendarDay.objects.filter(calendar_id=calendar_id)
    rules = {
        day.date: DayRule("closed" if day.kind == "closed" else "open", parse_hours(day.intervals), day.label)
        for day in days
    }
    return WorkCalendar(ZoneInfo(zone), read_weekly(json.loads(weekly)), rules)
