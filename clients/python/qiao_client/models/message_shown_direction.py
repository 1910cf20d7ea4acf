from enum import StrEnum


class MessageShownDirection(StrEnum):
    IN = "in"
    INTERNAL = "internal"
    OUT = "out"
    SYSTEM = "system"

    def __str__(self) -> str:
        return str(self.value)
