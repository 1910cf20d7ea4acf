from enum import StrEnum


class GetMailTemplateKind(StrEnum):
    ACK = "ack"
    OVERSIZED = "oversized"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
