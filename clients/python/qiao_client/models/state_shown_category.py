from enum import StrEnum


class StateShownCategory(StrEnum):
    CLOSED = "closed"
    MERGED = "merged"
    NEW = "new"
    OPEN = "open"
    SOLVED = "solved"
    SPAM = "spam"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
