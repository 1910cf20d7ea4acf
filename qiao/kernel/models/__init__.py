"""Tables of the kernel."""

from qiao.kernel.models.audit import AuditEntry, AuditSeal
from qiao.kernel.models.outbox import EventDelivery, OutboxEvent

__all__ = ["AuditEntry", "AuditSeal", "EventDelivery", "OutboxEvent"]
