from enum import StrEnum


class NotificationShownKind(StrEnum):
    ASSIGNED = "assigned"
    DELIVERY_FAILED = "delivery_failed"
    DUE_SOON = "due_soon"
    MENTION = "mention"
    OVERDUE = "overdue"
    QUARANTINED = "quarantined"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
