"""Tables of the kernel."""

from qiao.kernel.models.api import ApiToken, ApiUse, IdempotentAnswer
from qiao.kernel.models.audit import AuditEntry, AuditSeal
from qiao.kernel.models.calendar import Calendar, CalendarDay, CalendarVersion, CalendarYear
from qiao.kernel.models.files import StoredFile
from qiao.kernel.models.jobs import JobError
from qiao.kernel.models.outbox import EventDelivery, OutboxEvent
from qiao.kernel.models.search import SearchDocument
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
    "EventDelivery",
    "IdempotentAnswer",
    "JobError",
    "OutboxEvent",
    "SearchDocument",
    "StoredFile",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookMessage",
]
