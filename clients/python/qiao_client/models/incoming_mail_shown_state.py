from enum import StrEnum


class IncomingMailShownState(StrEnum):
    APPENDED = "appended"
    QUARANTINED = "quarantined"
    SUPPRESSED = "suppressed"
    TICKETED = "ticketed"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
