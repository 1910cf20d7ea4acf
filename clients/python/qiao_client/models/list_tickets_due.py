from enum import StrEnum


class ListTicketsDue(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"
    TODAY = "today"
    VALUE_0 = ""

    def __str__(self) -> str:
        return str(self.value)
