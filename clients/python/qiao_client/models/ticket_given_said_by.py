from enum import StrEnum


class TicketGivenSaidBy(StrEnum):
    CUSTOMER = "customer"
    NOTE = "note"
    US = "us"

    def __str__(self) -> str:
        return str(self.value)
