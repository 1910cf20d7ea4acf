from enum import StrEnum


class OutgoingWantedStateType0(StrEnum):
    BOUNCED = "bounced"
    CANCELLED = "cancelled"
    FAILED = "failed"
    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"

    def __str__(self) -> str:
        return str(self.value)
