"""Jobs of this domain, found by the worker."""

from django.db import connection

from qiao.kernel.jobs import job
from qiao.staff.mail import send_sealed
from qiao.staff.services import forget_read_notifications

__all__ = ["forget_counters", "forget_notifications", "send_sealed"]


@job(queue="upkeep", queueing_lock="staff.forget_counters")
def forget_counters(timestamp: int = 0) -> None:
    """Drop what has expired in the shared cache: counters of failed sign-ins, spent proofs of work."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache_entry WHERE expires < now()")


@job(queue="upkeep", queueing_lock="staff.forget_notifications")
def forget_notifications(timestamp: int = 0) -> None:
    """Drop notifications that were read long ago."""
    forget_read_notifications()
