from enum import StrEnum


class ListTicketsSort(StrEnum):
    CREATED = "created"
    DUE = "due"
    OLDEST = "oldest"
    PRIORITY = "priority"
    UPDATED = "updated"

    def __str__(self) -> str:
        return str(self.value)
