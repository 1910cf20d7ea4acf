from enum import StrEnum


class TicketGivenSeverity(StrEnum):
    S1 = "s1"
    S2 = "s2"
    S3 = "s3"
    S4 = "s4"
    VALUE_0 = ""

    def __str__(self) -> str:
        return str(self.value)
