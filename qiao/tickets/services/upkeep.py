"""What happens to tickets by the mere passing of time. Called by the jobs in `tasks`."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Least
from django.utils import timezone

from qiao.kernel.events import publish
from qiao.tickets.events import DeadlineNear
from qiao.tickets.models import Clock, DeskPolicy, Presence, SavedView, Ticket, UndoStep
from qiao.tickets.services.changing import lock_ticket, tell
from qiao.tickets.services.clocks import CLOCKWORK, note_missed
from qiao.tickets.services.moving import close_ticket
from qiao.tickets.services.setting_aside import wake_ticket

AT_A_TIME = 500
UNDO_KEPT = timedelta(days=2)
LONGEST_WARNING = timedelta(hours=1)


def close_quiet_tickets() -> int:
    """Close tickets that have been solved for as long as the policy says; how many."""
    policy = DeskPolicy.objects.first() or DeskPolicy()
    quiet = Ticket.objects.filter(
        state="solved", solved_at__lte=timezone.now() - timedelta(days=policy.auto_close_days)
    )
    ids = list(quiet.order_by("solved_at").values_list("pk", flat=True)[:AT_A_TIME])
    closed = 0
    for ticket_id in ids:
        with transaction.atomic():
            # the customer may have written since the list was made
            if lock_ticket(ticket_id).state == "solved":
                close_ticket(ticket_id, by=CLOCKWORK)
                closed += 1
    return closed


def wake_due_tickets() -> int:
    """Wake snoozed tickets whose time has come; returns how many."""
    due = Ticket.objects.filter(snoozed_until__lte=timezone.now())
    ids = list(due.order_by("snoozed_until").values_list("pk", flat=True)[:AT_A_TIME])
    return sum(_wake(ticket_id) for ticket_id in ids)


@transaction.atomic
def _wake(ticket_id: int) -> bool:
    until = lock_ticket(ticket_id).snoozed_until
    if until is None or until > timezone.now():  # woken or snoozed again between the query and the lock
        return False
    wake_ticket(ticket_id, by=CLOCKWORK)
    return True


def mark_missed_deadlines() -> int:
    """Record every clock whose deadline has passed since the last run; returns how many.

    One indexed query for all tickets, not one timer per ticket.
    """
    due = Clock.objects.filter(stopped_at=None, breached_at=None, due_at__lte=timezone.now())
    clocks = list(due.order_by("due_at").values_list("pk", "ticket_id")[:AT_A_TIME])
    return sum(_mark_missed(clock_id, ticket_id) for clock_id, ticket_id in clocks)


@transaction.atomic
def _mark_missed(clock_id: int, ticket_id: int) -> bool:
    ticket = lock_ticket(ticket_id)
    clock = Clock.objects.filter(pk=clock_id, stopped_at=None, breached_at=None, due_at__lte=timezone.now()).first()
    if clock is None:  # answered or paused between the look and the lock
        return False
    assert clock.due_at is not None  # asked for above
    note_missed(ticket, clock, clock.due_at)
    clock.save(update_fields=["breached_at"])
    tell(ticket)
    return True


def warn_of_near_deadlines() -> int:
    """Announce every running clock that comes near its deadline, once for each deadline; how many."""
    now = timezone.now()
    near = list(_near_deadlines(now).order_by("due_at").values_list("pk", flat=True)[:AT_A_TIME])
    return sum(_warn(clock_id, now) for clock_id in near)


def _near_deadlines(now: datetime) -> QuerySet[Clock]:
    """Running clocks in the last quarter or the last hour of their target, without a warning so far."""
    quarter = ExpressionWrapper(F("target_seconds") * timedelta(seconds=1) / 4, DurationField())
    warn_from = F("due_at") - Least(quarter, Value(LONGEST_WARNING, DurationField()))
    running = Clock.objects.filter(stopped_at=None, breached_at=None, due_at__gt=now)
    return (
        running.exclude(warned_due_at=F("due_at"))
        .filter(due_at__lte=now + LONGEST_WARNING)
        .annotate(warn_from=ExpressionWrapper(warn_from, DateTimeField()))
        .filter(warn_from__lte=now)
    )


@transaction.atomic
def _warn(clock_id: int, now: datetime) -> bool:
    clock = _near_deadlines(now).select_for_update(no_key=True).filter(pk=clock_id).first()
    if clock is None:  # answered, paused or given more time between the look and the lock
        return False
    clock.warned_due_at = clock.due_at
    clock.save(update_fields=["warned_due_at"])
    publish(DeadlineNear(clock.ticket_id, clock.pk, clock.metric))
    return True


def forget_the_passing() -> None:
    """Delete leases of closed browsers, and expired undo data."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - timedelta(minutes=5)).delete()
    UndoStep.objects.filter(created_at__lt=now - UNDO_KEPT).delete()
    SavedView.objects.filter(deleted_at__lt=now - UNDO_KEPT).delete()
