"""Jobs of this domain, found by the worker."""

from qiao.kernel.jobs import job
from qiao.staff.mail import send_sealed
from qiao.staff.services import forget_read_notifications

__all__ = ["forget_notifications", "send_sealed"]


@job(queue="upkeep", queueing_lock="staff.forget_notifications")
def forget_notifications(timestamp: int = 0) -> None:
    """Drop notifications that were read long ago."""
    forget_read_notifications()
