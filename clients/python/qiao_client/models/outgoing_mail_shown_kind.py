from enum import StrEnum


class OutgoingMailShownKind(StrEnum):
    ACK = "ack"
    NOTICE = "notice"
    REPLY = "reply"

    def __str__(self) -> str:
        return str(self.value)
