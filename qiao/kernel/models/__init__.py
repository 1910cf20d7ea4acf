"""Tables of the kernel."""

from qiao.kernel.models.audit import AuditEntry, AuditSeal
from qiao.kernel.models.files import StoredFile
from qiao.kernel.models.outbox import EventDelivery, OutboxEvent
from qiao.kernel.models.search import SearchDocument

__all__ = ["AuditEntry", "AuditSeal", "EventDelivery", "OutboxEvent", "SearchDocument", "StoredFile"]
