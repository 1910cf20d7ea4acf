from enum import StrEnum


class WebhookMadeShownState(StrEnum):
    ACTIVE = "active"
    OFF = "off"
    PAUSED = "paused"

    def __str__(self) -> str:
        return str(self.value)
