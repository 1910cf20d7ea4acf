from enum import StrEnum


class ClockShownMetric(StrEnum):
    FIRST_REPLY = "first_reply"
    SOLVE = "solve"

    def __str__(self) -> str:
        return str(self.value)
