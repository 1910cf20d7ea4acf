"""Changing calendars."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import count

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotUnderstood, Refusal
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import Calendar, CalendarDay, CalendarVersion, CalendarYear

from .calendar import DayKind
from .cases import read_weekly, read_zone
from .hours import WEEKDAYS, CalendarInputError, hours_text, parse_hours

WeeklyHours = Mapping[str, Sequence[Sequence[str]]]
YEARS = range(1990, 2200)
"""Years whose dates can be set."""


class HoursNotUnderstood(Refusal):
    """Hours are not of the form they must have."""

    text = _(
        "“%(culprit)s” cannot be used. Write hours as 09:00-12:00, and a night as 22:00-24:00 and then "
        "00:00-06:00 on the next day."
    )
    status = 422


class CalendarNameMissing(Refusal):
    """A calendar is chosen by its name."""

    text = _("Enter a name in one of the languages.")
    status = 422


class NoticeMissing(Refusal):
    """Whoever confirms a year says by what."""

    text = _("Name the official notice that the dates come from.")
    status = 422


class UnknownTimeZone(Refusal):
    """The tz database has no zone of this name."""

    text = _("There is no time zone named “%(name)s”. Write one such as Asia/Shanghai.")
    status = 422


class NoHours(Refusal):
    """Weekly hours without a working day: no deadline could be calculated."""

    text = _("Enter working hours for at least one day of the week.")
    status = 422


class HoursAlreadyInForce(Refusal):
    """A version starts at this instant already, and a version never changes."""

    text = _("Other hours already apply from this time on.")


@transaction.atomic
def create_calendar(
    name: Bilingual,
    time_zone: str,
    weekly: WeeklyHours,
    *,
    valid_from: datetime,
    has_holidays: bool = True,
    by: Actor,
) -> Calendar:
    """Create a calendar with its first version of weekly hours, {"mon": [["09:00", "12:00"], …], …}.

    Raises CalendarNameMissing, UnknownTimeZone, HoursNotUnderstood and NoHours.
    """
    if not name:
        raise CalendarNameMissing
    try:
        read_zone(time_zone)
    except CalendarInputError as error:
        raise UnknownTimeZone(name=time_zone) from error
    key = _free_key(name.en or time_zone)
    calendar = Calendar.objects.create(key=key, name=name, time_zone=time_zone, has_holidays=has_holidays)
    CalendarVersion.objects.create(calendar=calendar, valid_from=valid_from, weekly=_tidy(weekly))
    record(by, "calendar.created", calendar, data={"key": key, "time_zone": time_zone})
    return calendar


@transaction.atomic
def set_weekly_hours(calendar_id: int, weekly: WeeklyHours, *, valid_from: datetime, by: Actor) -> CalendarVersion:
    """New weekly hours from an instant on; running clocks keep the version they started with."""
    calendar = Calendar.objects.select_for_update(no_key=True).get(pk=calendar_id)
    if CalendarVersion.objects.filter(calendar=calendar, valid_from=valid_from).exists():
        raise HoursAlreadyInForce
    version = CalendarVersion.objects.create(calendar=calendar, valid_from=valid_from, weekly=_tidy(weekly))
    record(by, "calendar.hours_set", calendar, data={"from": valid_from.isoformat(), "weekly": version.weekly})
    return version


@transaction.atomic
def set_day(
    calendar_id: int,
    day: date,
    kind: DayKind,
    *,
    intervals: Sequence[Sequence[str]] = (),
    label: Bilingual | None = None,
    by: Actor,
) -> CalendarDay:
    """Close a date, or open it, at the given hours or at those of a usual day.

    Raises NotUnderstood for a date outside `YEARS`, HoursNotUnderstood.
    """
    _check_year(day.year)
    calendar = Calendar.objects.select_for_update(no_key=True).get(pk=calendar_id)
    try:
        hours = hours_text(parse_hours(intervals))
    except CalendarInputError as error:
        raise HoursNotUnderstood(culprit=error.culprit) from error
    entry, _is_new = CalendarDay.objects.update_or_create(
        calendar=calendar,
        date=day,
        defaults={
            "kind": kind,
            "intervals": hours,
            "label": label or Bilingual(),
            "confirmed_by": by.name,
        },
    )
    _forget_computed(calendar)
    record(by, "calendar.day_set", calendar, data={"date": day.isoformat(), "kind": kind, "intervals": hours})
    return entry


@transaction.atomic
def clear_day(calendar_id: int, day: date, *, by: Actor) -> None:
    """Let a date follow its weekday again."""
    calendar = Calendar.objects.select_for_update(no_key=True).get(pk=calendar_id)
    CalendarDay.objects.filter(calendar=calendar, date=day).delete()
    _forget_computed(calendar)
    record(by, "calendar.day_cleared", calendar, data={"date": day.isoformat()})


@transaction.atomic
def confirm_year(calendar_id: int, year: int, *, source: str, by: Actor) -> None:
    """Say that a year's dates are those of the public notice named in `source`.

    Raises NotUnderstood for a year outside `YEARS`, NoticeMissing.
    """
    _check_year(year)
    if not source:
        raise NoticeMissing
    calendar = Calendar.objects.select_for_update(no_key=True).get(pk=calendar_id)
    CalendarYear.objects.update_or_create(
        calendar=calendar, year=year, defaults={"is_confirmed": True, "source": source}
    )
    record(by, "calendar.year_confirmed", calendar, data={"year": year, "source": source})


def _check_year(year: int) -> None:
    if year not in YEARS:
        raise NotUnderstood.of(str(year))


def _forget_computed(calendar: Calendar) -> None:
    calendar.revision = secrets.randbelow(2**31)
    calendar.save(update_fields=["revision"])


def _tidy(weekly: WeeklyHours) -> dict[str, list[list[str]]]:
    """Weekly hours in their stored form. Raises HoursNotUnderstood and NoHours."""
    try:
        hours = read_weekly(weekly)
    except CalendarInputError as error:
        raise HoursNotUnderstood(culprit=error.culprit) from error
    if not any(hours):
        raise NoHours
    return {day: hours_text(found) for day, found in zip(WEEKDAYS, hours, strict=True) if found}


def _free_key(text: str) -> str:
    """A key that no calendar has yet."""
    base = slugify(text.replace("/", "-"))[:60] or "calendar"
    taken = set(Calendar.objects.filter(key__startswith=base).values_list("key", flat=True))
    return next(key for n in count(1) if (key := base if n == 1 else f"{base}-{n}") not in taken)
