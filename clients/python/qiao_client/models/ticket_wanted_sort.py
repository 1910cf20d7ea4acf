from enum import StrEnum


class TicketWantedSort(StrEnum):
    CREATED = "created"
    DUE = "due"
    OLDEST = "oldest"
    PRIORITY = "priority"
    UPDATED = "updated"

    def __str__(self) -> str:
        return str(self.value)
