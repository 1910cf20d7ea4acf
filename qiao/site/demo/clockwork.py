"""The clocks of a case as rows, reckoned by the same rules as the living ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from qiao.site.demo.case import Case
from qiao.site.demo.hours import Promise
from qiao.tickets.models import Clock, Pause, Ticket
from qiao.tickets.models.ticket import NEVER
from qiao.tickets.rules.deadlines import Stretch, due_at, outcome_of


@dataclass
class Clocks:
    """Rows for one ticket; pauses know their clock by object, so they are written after it."""

    clocks: list[Clock] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)


def wind_up(case: Case, ticket: Ticket, promise: Promise, end: datetime) -> Clocks:
    """Clocks and pauses of a case, and the fields of `ticket` that the queue shows."""
    made = Clocks()
    waits = [Stretch(wait.since, wait.until) for wait in case.waits]
    ends = {"first_reply": case.first_reply_at, "solve": case.solved_at}
    targets = {"first_reply": promise.first_reply, "solve": promise.solve}
    for metric, target in targets.items():
        if target is None:
            continue
        pauses: Sequence[Stretch] = waits if metric == "solve" else ()
        clock = _clock(case, ticket, promise, metric, target)
        _stop(clock, promise, ends[metric], case.merged_at, pauses)
        if clock.stopped_at is None:
            clock.due_at = due_at(promise.calendar, clock.started_at, target, pauses)
            clock.breached_at = clock.due_at if clock.due_at and clock.due_at <= end else None
        made.clocks.append(clock)
        if metric == "solve":
            made.pauses += [
                Pause(clock=clock, since=wait.since, until=wait.until or clock.stopped_at, reason=wait.reason)
                for wait in case.waits
            ]
    _show_nearest(ticket, [clock for clock in made.clocks if clock.stopped_at is None])
    return made


def _clock(case: Case, ticket: Ticket, promise: Promise, metric: str, target: int) -> Clock:
    return Clock(
        ticket=ticket, metric=metric, priority=case.priority, target_seconds=target, calendar_id=promise.calendar_id,
        calendar_version_id=promise.version_id, started_at=case.created_at,
    )  # fmt: skip


def _stop(
    clock: Clock, promise: Promise, stopped_at: datetime | None, merged_at: datetime | None, pauses: Sequence[Stretch]
) -> None:
    if stopped_at is None and merged_at is None:
        return
    clock.stopped_at = stopped_at or merged_at
    closed = [Stretch(one.since, one.until or clock.stopped_at) for one in pauses]
    clock.due_at = due_at(promise.calendar, clock.started_at, clock.target_seconds, closed)
    if stopped_at is None:
        clock.outcome = "cancelled"
        return
    clock.outcome = outcome_of(promise.calendar, clock.started_at, clock.target_seconds, closed, stopped_at)
    clock.breached_at = clock.due_at if clock.outcome == "breached" else None


def _show_nearest(ticket: Ticket, running: list[Clock]) -> None:
    due = sorted((clock.due_at, clock.metric) for clock in running if clock.due_at)
    ticket.next_due_at, ticket.next_due_metric = due[0] if due else (None, "")
    ticket.due_at_sort = ticket.next_due_at or NEVER
    ticket.is_paused = bool(running) and not due
