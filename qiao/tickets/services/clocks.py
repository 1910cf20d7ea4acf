"""Clocks of a ticket: started by a customer's question, paused by states, stopped by answers.

None of these functions stands alone: they are parts of the acts that call them, inside their transaction,
with the ticket locked. They change rows of clocks and the fields of `ticket` named in `DUE_FIELDS`, which
the caller stores.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.events import publish
from qiao.kernel.prepared import prepared
from qiao.kernel.time import WorkCalendar
from qiao.kernel.time.selectors import calendar_at, work_calendar
from qiao.kernel.writing import insert, update
from qiao.tickets.events import DeadlineMissed
from qiao.tickets.models import Clock, Message, Pause, SlaTarget, Ticket
from qiao.tickets.models.ticket import NEVER
from qiao.tickets.rules.deadlines import Stretch, due_at, outcome_of
from qiao.tickets.rules.states import STATES
from qiao.tickets.selectors.families import family_ids
from qiao.tickets.services.changing import tell_those_in_charge

CLOCKWORK = Actor.system("clockwork")
DUE_FIELDS = ("next_due_at", "next_due_metric", "due_at_sort", "is_paused")
_was_paused = Exists(Pause.objects.filter(clock=OuterRef("pk")))
_running_of = prepared(
    lambda ticket_id: (
        Clock.objects.filter(ticket=ticket_id, stopped_at=None).annotate(was_paused=_was_paused).order_by("id")
    )
)
_pauses_of = prepared(lambda clock_ids: Pause.objects.filter(clock__among=clock_ids))
_target_of = prepared(lambda priority: SlaTarget.objects.filter(priority=priority))


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised for a priority, and the hours in which it counts."""

    target: SlaTarget
    version_id: int
    calendar: WorkCalendar


def promise_for(priority: str, at: datetime) -> Promise | None:
    """The target of new tickets of this priority; None without a target."""
    target = _target_of.first(priority)
    return Promise(target, *calendar_at(target.calendar_id, at)) if target else None


def start_clocks(ticket: Ticket, metrics: Iterable[str], at: datetime) -> None:
    """Start clocks for the targets of the ticket's priority."""
    Clock.objects.bulk_create(planned_clocks(ticket, metrics, at))


def planned_clocks(ticket: Ticket, metrics: Iterable[str], at: datetime) -> list[Clock]:
    """The clocks of a ticket that has none running, not stored yet; the ticket's deadline is set to them."""
    return clocks_of_promise(promise_for(ticket.priority, at), ticket, metrics, at)


def clocks_of_promise(promise: Promise | None, ticket: Ticket, metrics: Iterable[str], at: datetime) -> list[Clock]:
    """The same with a target looked up once for many tickets of one priority."""
    if promise is None:
        return []
    clocks = [
        Clock(
            ticket=ticket, metric=metric, priority=ticket.priority, target_seconds=seconds,
            calendar_id=promise.target.calendar_id, calendar_version_id=promise.version_id, started_at=at,
            due_at=promise.calendar.add(at, seconds),
        )
        for metric in metrics
        if (seconds := _seconds(promise.target, metric))
    ]  # fmt: skip
    if clocks:
        _show_nearest(ticket, clocks)
    return clocks


def running_clocks(ticket: Ticket) -> list[Clock]:
    """The clocks that run."""
    clocks: list[Any] = _running_of.all(ticket.pk)
    for clock in clocks:
        if not clock.was_paused:
            clock.breaks = []
    return clocks


def follow_state(ticket: Ticket, at: datetime, *, running: list[Clock] | None = None) -> list[int]:
    """Pause and resume running clocks as the ticket's state asks; ids of those that were paused now.

    `running`: what `running_clocks` gave in the same act, so that they are not read again.
    """
    pauses = STATES[ticket.state].pauses
    running = running_clocks(ticket) if running is None else running
    _learn_breaks(running)
    paused = []
    for clock in running:
        opened = _open_pause(clock)
        if clock.metric in pauses and opened is None:
            _pause(clock, at, ticket.state)
            if clock.breached_at is None and clock.due_at and clock.due_at < at:
                note_missed(ticket, clock, clock.due_at)
            clock.due_at = None
            paused.append(clock.pk)
        elif clock.metric in pauses and opened is not None and opened.reason != ticket.state:
            _close(opened, at)
            _pause(clock, at, ticket.state)
        elif clock.metric not in pauses and opened is not None:
            _close(opened, at)
            clock.due_at = _due(clock)
        else:
            continue
        update(clock, ("due_at", "breached_at"))
    _show_nearest(ticket, running)
    return paused


def stop_clocks(
    ticket: Ticket,
    metrics: Iterable[str],
    at: datetime,
    *,
    message_id: int | None = None,
    cancel: bool = False,
    running: list[Clock] | None = None,
) -> list[int]:
    """Stop running clocks; ids of those that were running. `cancel`: the target no longer applies.

    `running`: what `running_clocks` gave in the same act; what is stopped is taken out of it.
    """
    running = running_clocks(ticket) if running is None else running
    wanted, stopped = set(metrics), []
    ending = [clock for clock in running if clock.metric in wanted]
    if ending:
        _learn_breaks(running)  # of all: the others may follow a new state in the same act
    for clock in ending:
        clock.stopped_at = max(at, clock.started_at)
        clock.outcome = "cancelled" if cancel else _outcome(clock, clock.stopped_at)
        if clock.outcome == "breached" and clock.breached_at is None:
            note_missed(ticket, clock, clock.due_at or clock.stopped_at)
        clock.stopped_by = message_id
        update(clock, ("stopped_at", "outcome", "breached_at", "stopped_by"))
        stopped.append(clock.pk)
        running.remove(clock)
    _show_nearest(ticket, running)
    return stopped


def note_missed(ticket: Ticket, clock: Clock, due_at: datetime) -> None:
    """A deadline passed unmet: recorded, published, told. The caller stores the clock."""
    clock.breached_at = due_at
    data = {"metric": clock.metric, "due_at": due_at.isoformat()}
    audit.record(CLOCKWORK, "ticket.deadline_missed", ticket, data=data)
    publish(DeadlineMissed(ticket.pk, clock.pk, clock.metric))
    tell_those_in_charge(ticket, "deadline")


def restart_clocks(ticket: Ticket, clock_ids: Iterable[int], at: datetime, *, reason: str = "") -> None:
    """Resume stopped clocks. With a reason, the time since they stopped is a pause; without, it counts."""
    running = {clock.metric for clock in running_clocks(ticket)}
    for clock in Clock.objects.filter(ticket=ticket, pk__in=list(clock_ids)).exclude(stopped_at=None):
        if clock.metric in running:
            continue
        stopped_at, clock.stopped_at, clock.outcome, clock.stopped_by = clock.stopped_at, None, "", None
        opened = _open_pause(clock)
        if reason and opened is None and stopped_at:
            _pause(clock, stopped_at, reason, until=at)
        clock.due_at = None if opened else _due(clock)
        if clock.due_at and clock.due_at > at:
            clock.breached_at = None
        update(clock, ("stopped_at", "outcome", "stopped_by", "due_at", "breached_at"))
    follow_state(ticket, at)


def last_stopped(ticket: Ticket, metrics: Iterable[str], outcomes: Iterable[str]) -> list[int]:
    """The most recent stopped clock of each metric, if it ended with one of these outcomes."""
    chosen: dict[str, Clock] = {}
    for clock in Clock.objects.filter(ticket=ticket, metric__in=set(metrics)).order_by("id"):
        chosen[clock.metric] = clock
    ends = set(outcomes)
    return [clock.pk for clock in chosen.values() if clock.outcome in ends]


def unanswered_at(ticket: Ticket, moment: datetime | None) -> list[int]:
    """The first reply that was called off at that moment or later, if nobody has replied to this day."""
    if moment is None or _is_answered(ticket):
        return []
    called_off = Clock.objects.filter(ticket=ticket, metric="first_reply", outcome="cancelled", stopped_at__gte=moment)
    return list(called_off.order_by("-id").values_list("pk", flat=True)[:1])


def stopped_since(ticket: Ticket, moment: datetime | None) -> list[int]:
    """Clocks stopped when the ticket was merged, solved or set aside at that moment; they resume when it reopens."""
    if moment is None:
        return []
    return list(Clock.objects.filter(ticket=ticket, stopped_at__gte=moment).values_list("pk", flat=True))


def void_clocks(clock_ids: Iterable[int], at: datetime) -> None:
    """The stop of these clocks was undone, but the ticket is closed: they are cancelled instead."""
    Clock.objects.filter(pk__in=list(clock_ids)).update(outcome="cancelled", stopped_at=at, stopped_by=None)


def retarget_clocks(ticket: Ticket, at: datetime) -> None:
    """The priority changed: running clocks get its targets, counted from their start.

    What only the new priority promises begins to be measured too, from when the customer wrote.
    """
    target = _target_of.first(ticket.priority)
    running = running_clocks(ticket)
    kept = []
    for clock in running:
        seconds = _seconds(target, clock.metric) if target else None
        if target is None or seconds is None:
            clock.stopped_at, clock.outcome = max(at, clock.started_at), "cancelled"
            clock.save(update_fields=["stopped_at", "outcome"])
            continue
        clock.priority, clock.target_seconds, clock.calendar_id = ticket.priority, seconds, target.calendar_id
        clock.calendar_version_id = calendar_at(target.calendar_id, clock.started_at)[0]
        clock.due_at = _due(clock)
        if clock.due_at is None or clock.due_at > at:
            clock.breached_at = None
        clock.save()
        kept.append(clock)
    if ticket.is_open:
        owed = _owed_besides(ticket, {clock.metric for clock in kept})
        start_clocks(ticket, owed, ticket.first_customer_at or ticket.created_at)
        follow_state(ticket, at)
    else:
        _show_nearest(ticket, kept)


def remeasure_clocks(ticket: Ticket, calendar_id: int, at: datetime) -> None:
    """Dates of a calendar changed: recalculate the deadlines that use it."""
    running = running_clocks(ticket)
    for clock in running:
        if clock.calendar_id != calendar_id:
            continue
        clock.due_at = _due(clock)
        if clock.due_at is None or clock.due_at > at:
            clock.breached_at = None
        clock.save(update_fields=["due_at", "breached_at"])
    _show_nearest(ticket, running)


def _owed_besides(ticket: Ticket, running: Collection[str]) -> list[str]:
    """Metrics that neither run nor are done with: a solution, and a first reply to a customer without one."""
    kept = Clock.objects.filter(ticket=ticket, outcome__in=("met", "breached")).values_list("metric", flat=True)
    owed = [metric for metric in ("first_reply", "solve") if metric not in {*running, *kept}]
    if "first_reply" in owed and (ticket.first_customer_at is None or _is_answered(ticket)):
        owed.remove("first_reply")
    return owed


def _is_answered(ticket: Ticket) -> bool:
    replies = Message.objects.filter(ticket_id__in=family_ids(ticket.pk), direction="out", visibility="public")
    return replies.exclude(delivery="scheduled").exists()


def refresh_due(ticket: Ticket) -> None:
    """Set the ticket's next deadline from its running clocks."""
    _show_nearest(ticket, running_clocks(ticket))


def _show_nearest(ticket: Ticket, running: Iterable[Clock]) -> None:
    clocks = list(running)
    nearest = min((clock for clock in clocks if clock.due_at), key=lambda clock: clock.due_at or NEVER, default=None)
    ticket.next_due_at = nearest.due_at if nearest else None
    ticket.next_due_metric = nearest.metric if nearest else ""
    ticket.due_at_sort = ticket.next_due_at or NEVER
    ticket.is_paused = bool(clocks) and nearest is None


def _seconds(target: SlaTarget, metric: str) -> int | None:
    return target.first_reply_seconds if metric == "first_reply" else target.solve_seconds


def _learn_breaks(clocks: Iterable[Clock]) -> None:
    """The pauses of those clocks that have not been asked for them yet, in one statement."""
    asked = [clock for clock in clocks if "breaks" not in vars(clock)]
    pauses = _pauses_of.all([clock.pk for clock in asked]) if asked else []
    for clock in asked:
        clock.breaks = [pause for pause in pauses if pause.clock_id == clock.pk]


def _open_pause(clock: Clock) -> Pause | None:
    return next((pause for pause in clock.breaks if pause.until is None), None)


def _pause(clock: Clock, since: datetime, reason: str, *, until: datetime | None = None) -> None:
    pause = Pause(clock=clock, since=since, until=until, reason=reason)
    insert(pause)
    clock.breaks.append(pause)


def _close(pause: Pause, at: datetime) -> None:
    pause.until = max(at, pause.since)
    update(pause, ("until",))


def _stretches(clock: Clock) -> list[Stretch]:
    return [Stretch(pause.since, pause.until) for pause in clock.breaks]


def _due(clock: Clock) -> datetime | None:
    calendar = work_calendar(clock.calendar_version_id)
    return due_at(calendar, clock.started_at, clock.target_seconds, _stretches(clock))


def _outcome(clock: Clock, at: datetime) -> str:
    calendar = work_calendar(clock.calendar_version_id)
    return outcome_of(calendar, clock.started_at, clock.target_seconds, _stretches(clock), at)
