from enum import StrEnum


class ListWebhookDeliveriesState(StrEnum):
    DELIVERED = "delivered"
    FAILED = "failed"
    SENDING = "sending"
    VALUE_0 = ""
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
