"""When people write: working hours of the calendars, waking hours of the customers."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from qiao.kernel.models import Calendar
from qiao.kernel.time import WorkCalendar
from qiao.kernel.time.selectors import current_version, work_calendar
from qiao.tickets.models import SlaTarget

_TARGETS = {
    "urgent": (1_800, 8 * 3_600, "always"),
    "high": (2 * 3_600, 24 * 3_600, "always"),
    "normal": (4 * 3_600, 24 * 3_600, "china"),
    "low": (8 * 3_600, 40 * 3_600, "china"),
}


@dataclass(frozen=True)
class Promise:
    """What is promised for a priority: seconds of working time on a calendar; None promises nothing."""

    first_reply: int | None
    solve: int | None
    calendar_id: int
    version_id: int
    calendar: WorkCalendar


def promises(today: datetime) -> dict[str, Promise]:
    """The targets of the demo company: what is pressing is counted around the clock."""
    for priority, (first, solve, key) in _TARGETS.items():
        SlaTarget.objects.update_or_create(
            priority=priority,
            defaults={
                "first_reply_seconds": first, "solve_seconds": solve, "calendar": Calendar.objects.get(key=key),
            },
        )  # fmt: skip
    return {target.priority: _promise(target, today) for target in SlaTarget.objects.all()}


def _promise(target: SlaTarget, today: datetime) -> Promise:
    version = current_version(target.calendar_id, today)
    return Promise(
        target.first_reply_seconds, target.solve_seconds, target.calendar_id, version, work_calendar(version)
    )


def awake(at: datetime, zone: str, rnd: random.Random) -> datetime:
    """`at`, or the next morning of a working week when people there are off."""
    local = at.astimezone(ZoneInfo(zone))
    while not (8 <= local.hour < 21) or (local.weekday() >= 5 and rnd.random() < 0.8):
        local = (local + timedelta(days=local.hour >= 21 or local.weekday() >= 5)).replace(
            hour=8, minute=rnd.randrange(60), second=rnd.randrange(60)
        )
        if local.weekday() < 5:
            local += timedelta(minutes=rnd.randrange(180))
            break
    return local.astimezone(at.tzinfo)
