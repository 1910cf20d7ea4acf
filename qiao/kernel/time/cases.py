"""Questions to a calendar as JSON: what `qiao calendar` reads and prints."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .calendar import DayRule, NoWorkingTime, OutOfCalendar, WorkCalendar
from .hours import WEEKDAYS, CalendarInputError, Hours, parse_hours

_WEEKDAY_NAMES = {
    name: index
    for index, full in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
    for name in (full, WEEKDAYS[index])
}


def run_calendar_cases(document: object) -> dict[str, Any]:
    """Answer every case of a document, in order.

    The document: {"tz": zone name, "weekly": {"mon": [["09:00", "12:00"], …], …},
    "days": [{"date", "kind": "closed" | "open", "intervals"?, "label"?}, …], "cases": [case, …]}.
    Cases: {"op": "add", "start", "seconds"}, {"op": "between", "start", "end"}, {"op": "is_working", "at"}.
    A time without offset is wall-clock time of the calendar's zone. When a date is given twice, the later
    entry counts. Returns {"results": [ISO instant | seconds | bool | {"error": why}, …]}.
    Raises CalendarInputError when the calendar itself is not understood.
    """
    calendar = read_calendar(document)
    cases = _mapping(document, "the document").get("cases", [])
    if not isinstance(cases, list):
        raise CalendarInputError('"cases" must be a list')
    return {"results": [_answer(calendar, case) for case in cases]}


def read_calendar(document: object) -> WorkCalendar:
    """The calendar of a document with "tz", "weekly" and "days"."""
    fields = _mapping(document, "the document")
    return WorkCalendar(
        read_zone(fields.get("tz")), read_weekly(fields.get("weekly", {})), _read_days(fields.get("days", []))
    )


def read_zone(name: object) -> ZoneInfo:
    """A time zone by its IANA name."""
    if not isinstance(name, str) or not name:
        raise CalendarInputError('"tz" must be the name of a time zone, such as Asia/Shanghai')
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CalendarInputError(f"there is no time zone named {name!r}") from error


def read_weekly(weekly: object) -> tuple[Hours, ...]:
    """Seven days' hours from {"mon": [["09:00", "12:00"], …], …}; days not named are off."""
    hours: list[Hours] = [()] * 7
    for name, pairs in _mapping(weekly, '"weekly"').items():
        index = _WEEKDAY_NAMES.get(str(name).lower())
        if index is None:
            raise CalendarInputError(f"{name!r} is not a weekday; use {', '.join(WEEKDAYS)}")
        hours[index] = parse_hours(pairs)
    return tuple(hours)


def _read_days(days: object) -> dict[date, DayRule]:
    if not isinstance(days, list):
        raise CalendarInputError('"days" must be a list')
    rules: dict[date, DayRule] = {}
    for entry in days:
        fields = _mapping(entry, "a day")
        kind = fields.get("kind")
        if kind not in ("open", "closed"):
            raise CalendarInputError(f'"kind" of a day must be "open" or "closed", not {kind!r}')
        hours = parse_hours(fields.get("intervals") or [])
        rules[_date(fields.get("date"))] = DayRule(kind, hours, str(fields.get("label") or ""))
    return rules


def _answer(calendar: WorkCalendar, case: object) -> object:
    try:
        fields = _mapping(case, "a case")
        operation = _OPERATIONS.get(str(fields.get("op")))
        if operation is None:
            raise CalendarInputError(f'"op" must be one of {", ".join(_OPERATIONS)}')
        return operation(calendar, fields)
    except (CalendarInputError, NoWorkingTime, OutOfCalendar) as error:
        return {"error": str(error)}


def _add(calendar: WorkCalendar, case: Mapping[str, object]) -> object:
    end = calendar.add(_time(calendar, case, "start"), _seconds(case.get("seconds")))
    return end.astimezone(calendar.zone).isoformat()


def _between(calendar: WorkCalendar, case: Mapping[str, object]) -> object:
    return calendar.between(_time(calendar, case, "start"), _time(calendar, case, "end"))


def _is_working(calendar: WorkCalendar, case: Mapping[str, object]) -> object:
    return calendar.is_working(_time(calendar, case, "at"))


_OPERATIONS: dict[str, Callable[[WorkCalendar, Mapping[str, object]], object]] = {
    "add": _add,
    "between": _between,
    "is_working": _is_working,
}


def _mapping(value: object, what: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CalendarInputError(f"{what} must be a JSON object")
    return value


def _date(text: object) -> date:
    try:
        return date.fromisoformat(text if isinstance(text, str) else "")
    except ValueError as error:
        raise CalendarInputError(f"{text!r} is not a date such as 2026-10-01") from error


def _time(calendar: WorkCalendar, case: Mapping[str, object], field: str) -> datetime:
    text = case.get(field)
    try:
        at = datetime.fromisoformat(text.strip() if isinstance(text, str) else "")
    except ValueError as error:
        raise CalendarInputError(f'"{field}" {text!r} is not a time such as 2026-10-01T09:00Z') from error
    return at if at.tzinfo else at.replace(tzinfo=calendar.zone)


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise CalendarInputError(f'"seconds" must be a number, not {value!r}')
    return value
