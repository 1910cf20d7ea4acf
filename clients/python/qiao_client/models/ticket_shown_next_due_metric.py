from enum import StrEnum


class TicketShownNextDueMetric(StrEnum):
    FIRST_REPLY = "first_reply"
    SOLVE = "solve"
    VALUE_0 = ""

    def __str__(self) -> str:
        return str(self.value)
