from enum import StrEnum


class ParticipantShownRole(StrEnum):
    CC = "cc"
    REQUESTER = "requester"

    def __str__(self) -> str:
        return str(self.value)
