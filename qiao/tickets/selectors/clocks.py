"""Clocks as people read them, and how each came to its deadline."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from qiao.kernel.errors import NotFound
from qiao.kernel.i18n import Bilingual
from qiao.kernel.lines import lines
from qiao.kernel.prepared import prepared
from qiao.kernel.time.selectors import calendar_of, missing_years, work_calendar
from qiao.tickets.labels import PAUSE_LABELS
from qiao.tickets.models import Clock, Pause, SlaTarget, Ticket
from qiao.tickets.rules.deadlines import Stretch, counted_seconds

_MOST_DAYS = 400


def _with_pauses(ticket_id: Any) -> QuerySet[Any]:
    stretches = lines(Pause.objects.filter(clock=OuterRef("pk")).order_by("since", "id"), "since", "until")
    rows = Clock.objects.filter(ticket=ticket_id).select_related("calendar_version__calendar").order_by("id")
    return rows.annotate(stretches=stretches)


_clocks = prepared(_with_pauses)


@dataclass(frozen=True, slots=True)
class ClockCard:
    """A promise and how it stands; `left_seconds` are working seconds, negative when overdue, None when stopped."""

    id: int
    metric: str
    state: str
    priority: str
    target_seconds: int
    started_at: datetime
    due_at: datetime | None
    left_seconds: float | None
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayLine:
    """One date of an explanation: what was worked on it and why not more."""

    day: date
    kind: str
    label: str
    segments: tuple[tuple[datetime, datetime], ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A stretch that did not count, and the reason."""

    since: datetime
    until: datetime | None
    reason: str
    label: str


@dataclass(frozen=True, slots=True)
class ClockExplanation:
    """How a deadline came about, date by date. `missing_years`: nobody has confirmed their holidays yet."""

    id: int
    metric: str
    state: str
    started_at: datetime
    target_seconds: int
    due_at: datetime | None
    stopped_at: datetime | None
    calendar_name: str
    zone: str
    days: tuple[DayLine, ...]
    pauses: tuple[PauseLine, ...]
    worked_seconds: float
    missing_years: tuple[int, ...]


def clock_cards(ticket: Ticket) -> tuple[ClockCard, ...]:
    """The latest clock of each metric; cancelled ones are left out."""
    latest = {clock.metric: clock for clock in _clocks.all(ticket.pk)}
    shown = [clock for clock in latest.values() if clock.outcome != "cancelled"]
    return tuple(_card(clock) for clock in sorted(shown, key=lambda clock: clock.metric))


def explain_clock(ticket_id: int, clock_id: int) -> ClockExplanation:
    """Every working interval and pause between start and deadline of a ticket's clock. Raises NotFound."""
    clocks = Clock.objects.select_related("calendar").prefetch_related("pauses")
    clock = clocks.filter(pk=clock_id, ticket_id=ticket_id).first()
    if clock is None:
        raise NotFound
    calendar = work_calendar(clock.calendar_version_id)
    now = timezone.now()
    counted_until = clock.stopped_at or now
    shown_until = max(filter(None, (clock.stopped_at or clock.due_at, clock.started_at)), default=now)
    pauses = list(clock.pauses.all())
    stretches = [Stretch(pause.since, pause.until) for pause in pauses]
    days = [
        DayLine(one.day, one.kind, _label(one.label), one.segments, one.seconds)
        for one, _ in zip(calendar.explain(clock.started_at, shown_until), range(_MOST_DAYS), strict=False)
    ]
    return ClockExplanation(
        id=clock.pk, metric=clock.metric, state=_state(clock), started_at=clock.started_at,
        target_seconds=clock.target_seconds, due_at=clock.due_at, stopped_at=clock.stopped_at,
        calendar_name=str(clock.calendar.name), zone=clock.calendar.time_zone, days=tuple(days),
        pauses=tuple(
            PauseLine(row.since, row.until, row.reason, str(PAUSE_LABELS.get(row.reason, row.reason))) for row in pauses
        ),
        worked_seconds=counted_seconds(calendar, clock.started_at, stretches, counted_until),
        missing_years=missing_years(clock.calendar_id, clock.started_at.date(), shown_until.date()),
    )  # fmt: skip


def sla_targets() -> list[SlaTarget]:
    """What is promised, per priority."""
    return list(SlaTarget.objects.select_related("calendar"))


def _card(clock: Any) -> ClockCard:
    left = None
    if clock.stopped_at is None:
        pauses = [Stretch(*(one and datetime.fromisoformat(one) for one in line)) for line in clock.stretches]
        counted = counted_seconds(calendar_of(clock.calendar_version), clock.started_at, pauses, timezone.now())
        left = clock.target_seconds - counted
    return ClockCard(
        clock.pk, clock.metric, _state(clock), clock.priority, clock.target_seconds, clock.started_at, clock.due_at,
        left, clock.stopped_at,
    )  # fmt: skip


def _state(clock: Clock) -> str:
    if clock.outcome:
        return clock.outcome
    return "paused" if clock.due_at is None else "running"


def _label(label: object) -> str:
    return label.text if isinstance(label, Bilingual) else str(label)
