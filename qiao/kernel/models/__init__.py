"""Tables of the kernel."""

from qiao.kernel.models.api import ApiToken, ApiUse, IdempotentAnswer
from qiao.kernel.models.audit import AuditEntry, AuditSeal
from qiao.kernel.models.calendar import Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.kernel.models.files import StoredFile
from qiao.kernel.models.jobs import JobError
from qiao.kernel.models.outbox import EventDelivery, OutboxEvent
from qiao.kernel.models.search import SearchDocument
from qiao.kernel.models.tables import ColumnMemory, ExternalKey, ImportBatch, TableImport
from qiao.kernel.models.webhooks import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage

__all__ = [
    "ApiToken",
    "ApiUse",
    "AuditEntry",
    "AuditSeal",
    "Calendar",
    "CalendarDay",
    "CalendarVersion",
    "CalendarYear",
    "ColumnMemory",
    "EventDelivery",
    "ExternalKey",
    "IdempotentAnswer",
    "ImportBatch",
    "JobError",
    "OutboxEvent",
    "SearchDocument",
    "StoredFile",
    "TableImport",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookMessage",
]
