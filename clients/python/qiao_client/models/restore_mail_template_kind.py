from enum import StrEnum


class RestoreMailTemplateKind(StrEnum):
    ACK = "ack"
    OVERSIZED = "oversized"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
