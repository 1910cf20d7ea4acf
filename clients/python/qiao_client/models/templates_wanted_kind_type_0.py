from enum import StrEnum


class TemplatesWantedKindType0(StrEnum):
    ACK = "ack"
    OVERSIZED = "oversized"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
