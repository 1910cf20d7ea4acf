from enum import StrEnum


class MessageShownVisibility(StrEnum):
    INTERNAL = "internal"
    PUBLIC = "public"
    UNVERIFIED = "unverified"

    def __str__(self) -> str:
        return str(self.value)
