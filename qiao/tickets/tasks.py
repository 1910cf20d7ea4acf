"""Jobs of the desk; their schedule is in `qiao.kernel.jobs.timetable`."""

from qiao.kernel.jobs import job
from qiao.tickets.services.asking import forget_requests
from qiao.tickets.services.bulk import continue_bulk
from qiao.tickets.services.calendars import move_deadlines
from qiao.tickets.services.upkeep import (
    close_quiet_tickets,
    forget_the_passing,
    mark_missed_deadlines,
    wake_due_tickets,
    warn_of_near_deadlines,
)

__all__ = ["close_solved", "continue_bulk", "forget", "mark_missed", "move_deadlines", "wake_snoozed", "warn_near"]


@job(queue="upkeep", queueing_lock="tickets.close_solved")
def close_solved(timestamp: int = 0) -> None:
    """Close tickets that were solved long enough ago."""
    close_quiet_tickets()


@job(queue="upkeep", queueing_lock="tickets.wake_snoozed")
def wake_snoozed(timestamp: int = 0) -> None:
    """Bring snoozed tickets back."""
    wake_due_tickets()


@job(queue="upkeep", queueing_lock="tickets.mark_missed")
def mark_missed(timestamp: int = 0) -> None:
    """Note deadlines that passed."""
    mark_missed_deadlines()


@job(queue="upkeep", queueing_lock="tickets.warn_near")
def warn_near(timestamp: int = 0) -> None:
    """Say which deadlines come near."""
    warn_of_near_deadlines()


@job(queue="upkeep", queueing_lock="tickets.forget")
def forget(timestamp: int = 0) -> None:
    """Drop what is only needed for a while."""
    forget_the_passing()
    forget_requests()
