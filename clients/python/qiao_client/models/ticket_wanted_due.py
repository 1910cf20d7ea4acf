from enum import StrEnum


class TicketWantedDue(StrEnum):
    OVERDUE = "overdue"
    SOON = "soon"
    TODAY = "today"
    VALUE_0 = ""

    def __str__(self) -> str:
        return str(self.value)
