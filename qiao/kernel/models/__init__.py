"""Tables of the kernel."""

from qiao.kernel.models.audit import AuditEntry, AuditSeal
from qiao.kernel.models.calendar import Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.kernel.models.files import StoredFile
from qiao.kernel.models.jobs import JobError
from qiao.kernel.models.outbox import EventDelivery, OutboxEvent
from qiao.kernel.models.search import SearchDocument

__all__ = [
    "AuditEntry",
    "AuditSeal",
    "Calendar",
    "CalendarDay",
    "CalendarVersion",
    "CalendarYear",
    "EventDelivery",
    "JobError",
    "OutboxEvent",
    "SearchDocument",
    "StoredFile",
]
