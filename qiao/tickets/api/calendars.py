"""Working calendars: weekly hours as versions, dates that differ, years that somebody has checked."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query
from pydantic import Field

from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.texts import both
from qiao.kernel.api.versions import about_to_change, versioned
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.kernel.time import selectors as times
from qiao.kernel.time import services
from qiao.kernel.time.hours import WEEKDAYS
from qiao.tickets.api.setup_schemas import (
    CalendarDaysGiven,
    CalendarDayShown,
    CalendarDaysWanted,
    CalendarGiven,
    CalendarShown,
    CalendarVersionShown,
    CalendarYearShown,
    NoticeGiven,
    WeeklyHoursGiven,
    WeeklyShown,
)
from qiao.tickets.services.calendars import clear_day, set_days

calendars = Operations("calendars")

_calendar = "/calendars/{calendar_id}"
Day = Annotated[date, Field(description="A day, as in 2026-10-01.")]
Year = Annotated[int, Field(ge=services.YEARS[0], le=services.YEARS[-1])]


@calendars.get("/calendars", "setup.manage", Listing[CalendarShown], screens=["tickets:calendars"])
def list_calendars(request: ApiRequest, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List working calendars with the hours in force."""
    found, following = page_of(Calendar.objects.all(), ("id",), cursor=cursor, limit=limit, name="calendars")
    return answer(request, Listing[CalendarShown](items=_several(found), next_cursor=following))


@calendars.get(_calendar, "setup.manage", CalendarShown, is_versioned=True, screens=["tickets:calendar"])
def get_calendar(request: ApiRequest, calendar_id: Id) -> HttpResponseBase:
    """Get one calendar."""
    return versioned(request, _shown(_known(calendar_id)))


@calendars.post("/calendars", "setup.manage", CalendarShown, status=201, screens=["tickets:calendar-new"])
def create_calendar(request: ApiRequest, data: CalendarGiven) -> HttpResponseBase:
    """Create a calendar, for example for another region; service targets can use it from now on."""
    made = services.create_calendar(
        data.names.value, data.time_zone, data.weekly.model_dump(), valid_from=timezone.now(),
        has_holidays=data.has_holidays, by=request.actor,
    )  # fmt: skip
    return answer(request, _shown(made), status=201)


@calendars.put(f"{_calendar}/hours", "setup.manage", CalendarShown, is_versioned=True, screens=["tickets:calendar"])
def set_calendar_hours(request: ApiRequest, calendar_id: Id, data: WeeklyHoursGiven) -> HttpResponseBase:
    """Set the weekly hours from now on; running deadlines keep theirs."""
    with about_to_change(request, Calendar, calendar_id, _shown):
        services.set_weekly_hours(calendar_id, data.weekly.model_dump(), valid_from=timezone.now(), by=request.actor)
    return versioned(request, _shown(_known(calendar_id)))


@calendars.get(f"{_calendar}/versions", "setup.manage", Listing[CalendarVersionShown], screens=["tickets:calendar"])
def list_calendar_versions(
    request: ApiRequest, calendar_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the weekly hours of a calendar, the latest first."""
    rows = CalendarVersion.objects.filter(calendar=_known(calendar_id))
    name = f"calendar-versions.{calendar_id}"
    found, following = page_of(rows, ("-valid_from", "-id"), cursor=cursor, limit=limit, name=name)
    items = [
        CalendarVersionShown(id=row.pk, valid_from=row.valid_from, weekly=_weekly(row.weekly)) for row in found
    ]  # fmt: skip
    return answer(request, Listing[CalendarVersionShown](items=items, next_cursor=following))


@calendars.get(f"{_calendar}/days", "setup.manage", Listing[CalendarDayShown], screens=["tickets:calendar"])
def list_calendar_days(
    request: ApiRequest, calendar_id: Id, wanted: Query[CalendarDaysWanted], cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the dates that differ from their weekday, the earliest first."""
    rows = CalendarDay.objects.filter(calendar=_known(calendar_id))
    rows = rows.filter(date__year=wanted.year) if wanted.year else rows
    name = f"calendar-days.{calendar_id}"
    found, following = page_of(rows, ("date", "id"), cursor=cursor, limit=limit, name=name)
    return answer(request, Listing[CalendarDayShown](items=[_day(row) for row in found], next_cursor=following))


@calendars.post(f"{_calendar}/days", "setup.manage", Listing[CalendarDayShown], screens=["tickets:calendar-days"])
def set_calendar_days(request: ApiRequest, calendar_id: Id, data: CalendarDaysGiven) -> HttpResponseBase:
    """Close or open dates; running deadlines are calculated anew."""
    calendar, last = _known(calendar_id), data.last or data.first
    label = data.names.value if data.names else Bilingual()
    set_days(calendar_id, data.first, last, data.kind, intervals=data.intervals, label=label, by=request.actor)
    rows = CalendarDay.objects.filter(calendar=calendar, date__range=(data.first, last)).order_by("date")
    return answer(request, Listing[CalendarDayShown](items=[_day(row) for row in rows], next_cursor=None))


@calendars.delete(f"{_calendar}/days/{{day}}", "setup.manage", screens=["tickets:calendar-days"])
def clear_calendar_day(request: ApiRequest, calendar_id: Id, day: Day) -> HttpResponseBase:
    """Let a date follow its weekday again; running deadlines are calculated anew."""
    clear_day(_known(calendar_id).pk, day, by=request.actor)
    return nothing()


@calendars.get(f"{_calendar}/years", "setup.manage", Listing[CalendarYearShown], screens=["tickets:calendar"])
def list_calendar_years(
    request: ApiRequest, calendar_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the years somebody has compared with the official notice."""
    rows = CalendarYear.objects.filter(calendar=_known(calendar_id))
    name = f"calendar-years.{calendar_id}"
    found, following = page_of(rows, ("year", "id"), cursor=cursor, limit=limit, name=name)
    return answer(request, Listing[CalendarYearShown](items=[_year(row) for row in found], next_cursor=following))


@calendars.put(f"{_calendar}/years/{{year}}", "setup.manage", CalendarYearShown, screens=["tickets:calendar-days"])
def confirm_calendar_year(request: ApiRequest, calendar_id: Id, year: Year, data: NoticeGiven) -> HttpResponseBase:
    """Confirm that the dates of a year are those of the official notice."""
    calendar = _known(calendar_id)
    services.confirm_year(calendar_id, year, source=data.source, by=request.actor)
    return answer(request, _year(calendar.years.get(year=year)))


def _known(calendar_id: int) -> Calendar:
    return get_object_or_404(Calendar, pk=calendar_id)


def _shown(row: Calendar) -> CalendarShown:
    return _several([row])[0]


def _several(rows: Sequence[Calendar]) -> list[CalendarShown]:
    versions = times.versions_in_force([row.pk for row in rows], timezone.now())
    missing = times.years_to_confirm(rows)
    return [
        CalendarShown(
            id=row.pk, key=row.key, name=row.name.text, names=both(row.name), time_zone=row.time_zone,
            has_holidays=row.has_holidays, weekly=_weekly(versions[row.pk].weekly),
            valid_from=versions[row.pk].valid_from, years_to_confirm=missing[row.pk],
        )
        for row in rows
    ]  # fmt: skip


def _weekly(stored: dict[str, Any]) -> WeeklyShown:
    return WeeklyShown(**{day: stored.get(day, []) for day in WEEKDAYS})


def _day(row: CalendarDay) -> CalendarDayShown:
    return CalendarDayShown.model_validate({
        "date": row.date, "kind": row.kind, "intervals": row.intervals, "name": row.label.text,
        "names": both(row.label), "confirmed_by": row.confirmed_by,
    })  # fmt: skip


def _year(row: CalendarYear) -> CalendarYearShown:
    return CalendarYearShown(year=row.year, is_confirmed=row.is_confirmed, source=row.source)
