"""What happens to tickets by the mere passing of time. Called by the jobs in `tasks`."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.events import publish
from qiao.tickets.events import DeadlineMissed, DeadlineNear
from qiao.tickets.models import Clock, DeskPolicy, Presence, SavedView, Ticket, UndoStep
from qiao.tickets.rules.deadlines import warning_time
from qiao.tickets.services.changing import lock_ticket, tell, tell_those_in_charge
from qiao.tickets.services.moving import close_ticket
from qiao.tickets.services.setting_aside import wake_ticket

CLOCKWORK = Actor.system("clockwork")
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
    """Bring snoozed tickets back whose moment has come; how many."""
    due = Ticket.objects.filter(snoozed_until__lte=timezone.now())
    ids = list(due.order_by("snoozed_until").values_list("pk", flat=True)[:AT_A_TIME])
    for ticket_id in ids:
        wake_ticket(ticket_id, by=CLOCKWORK)
    return len(ids)


def mark_missed_deadlines() -> int:
    """Note every clock whose deadline has passed since the last look; how many.

    One indexed question for the whole house, not one timer per ticket.
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
    clock.breached_at = clock.due_at
    clock.save(update_fields=["breached_at"])
    data = {"metric": clock.metric, "due_at": clock.due_at.isoformat() if clock.due_at else ""}
    audit.record(CLOCKWORK, "ticket.deadline_missed", ticket, data=data)
    publish(DeadlineMissed(ticket.pk, clock.pk, clock.metric))
    tell(ticket)
    tell_those_in_charge(ticket, "deadline")
    return True


def warn_of_near_deadlines() -> int:
    """Announce every running clock that comes near its deadline, once for each deadline; how many."""
    now = timezone.now()
    ahead = Clock.objects.filter(
        stopped_at=None, breached_at=None, due_at__gt=now, due_at__lte=now + LONGEST_WARNING
    ).exclude(warned_due_at=F("due_at"))
    near = [
        clock.pk for clock in ahead.order_by("due_at")[:AT_A_TIME]
        if clock.due_at and clock.due_at - now <= warning_time(clock.target_seconds, LONGEST_WARNING)
    ]  # fmt: skip
    return sum(_warn(clock_id) for clock_id in near)


@transaction.atomic
def _warn(clock_id: int) -> bool:
    clock = Clock.objects.select_for_update(no_key=True).get(pk=clock_id)
    if clock.stopped_at or clock.due_at is None:  # answered or paused between the look and the lock
        return False
    clock.warned_due_at = clock.due_at
    clock.save(update_fields=["warned_due_at"])
    publish(DeadlineNear(clock.ticket_id, clock.pk, clock.metric))
    return True


def forget_the_passing() -> None:
    """Drop leases of browsers that went away, and what could be undone past its time."""
    now = timezone.now()
    Presence.objects.filter(seen_at__lt=now - timedelta(minutes=5)).delete()
    UndoStep.objects.filter(created_at__lt=now - UNDO_KEPT).delete()
    SavedView.objects.filter(deleted_at__lt=now - UNDO_KEPT).delete()
