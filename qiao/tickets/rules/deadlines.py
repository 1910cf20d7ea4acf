"""Arithmetic of promises: how much working time has gone, and when it is over.

A clock counts working time from its start, except in its pauses. The calendar is given; see
`qiao.kernel.time.WorkCalendar`, which satisfies `WorkingTime`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

SOON = timedelta(hours=2)
"""A deadline nearer than this is shown as due soon."""

DueBucket = Literal["overdue", "soon", "today", "later", "paused", "none"]


class WorkingTime(Protocol):
    """Working-time arithmetic, in seconds."""

    def add(self, start: datetime, seconds: float) -> datetime:
        """The earliest instant by which `seconds` have been worked since `start`; negative goes back."""
        ...

    def between(self, start: datetime, end: datetime) -> float:
        """Seconds worked from `start` to `end`."""
        ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pause; open while `until` is None."""

    since: datetime
    until: datetime | None = None


def counted_seconds(calendar: WorkingTime, started_at: datetime, pauses: Sequence[Stretch], until: datetime) -> float:
    """Working seconds a clock has counted from its start to `until`, pauses taken out."""
    total = calendar.between(started_at, until) if until > started_at else 0.0
    for since, end in _merged(pauses, started_at, until):
        total -= calendar.between(since, end)
    return max(total, 0.0)


def due_at(
    calendar: WorkingTime, started_at: datetime, target_seconds: float, pauses: Sequence[Stretch]
) -> datetime | None:
    """When the promise is due; None while the clock is paused.

    Each pause moves the deadline by the working time that passed in it, never by the hours off.
    """
    if any(pause.until is None for pause in pauses):
        return None
    due = calendar.add(started_at, target_seconds)
    last = max([started_at, *(pause.until for pause in pauses if pause.until)])
    for since, end in _merged(pauses, started_at, last):
        if since >= due:  # broken before it was paused: that moment stays
            break
        due = calendar.add(due, calendar.between(since, end))
    return due


def outcome_of(
    calendar: WorkingTime, started_at: datetime, target_seconds: float, pauses: Sequence[Stretch], stopped_at: datetime
) -> Literal["met", "breached"]:
    """Whether a clock stopped at this moment met its target; stopping exactly at the deadline counts as met."""
    counted = counted_seconds(calendar, started_at, pauses, stopped_at)
    return "met" if counted <= target_seconds else "breached"


def due_bucket(next_due_at: datetime | None, is_paused: bool, now: datetime, end_of_day: datetime) -> DueBucket:
    """How pressing a deadline is; `end_of_day` is midnight after now in the viewer's zone."""
    if next_due_at is None:
        return "paused" if is_paused else "none"
    if next_due_at <= now:
        return "overdue"
    if next_due_at <= now + SOON:
        return "soon"
    return "today" if next_due_at < end_of_day else "later"


def _merged(pauses: Sequence[Stretch], started_at: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """Pauses clipped to the clock's life, overlapping ones joined so that none counts twice."""
    clipped = sorted((max(p.since, started_at), min(p.until or until, until)) for p in pauses)
    joined: list[tuple[datetime, datetime]] = []
    for since, end in clipped:
        if end <= since:
            continue
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((since, end))
    return joined
