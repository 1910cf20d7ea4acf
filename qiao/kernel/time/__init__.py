"""Business calendars: pure working-time arithmetic; their tables are in `kernel.models.calendar`."""

from .calendar import DayKind, DayRule, NoWorkingTime, OutOfCalendar, WorkCalendar, WorkDay
from .cases import run_calendar_cases
from .hours import CalendarInputError

__all__ = [
    "CalendarInputError",
    "DayKind",
    "DayRule",
    "NoWorkingTime",
    "OutOfCalendar",
    "WorkCalendar",
    "WorkDay",
    "run_calendar_cases",
]
