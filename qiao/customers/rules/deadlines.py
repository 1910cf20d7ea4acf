"""Until when a person's request about their data must be answered."""

import calendar
from datetime import date, timedelta


def due_on(law: str, received_on: date, *, pipl_days: int, gdpr_months: int, other_days: int) -> date:
    """The last day. The GDPR counts in calendar months: the 31st of January leads to the end of February."""
    if law == "gdpr":
        return months_later(received_on, gdpr_months)
    return received_on + timedelta(days=pipl_days if law == "pipl" else other_days)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
