from enum import StrEnum


class DataRequestShownState(StrEnum):
    DONE = "done"
    IN_PROGRESS = "in_progress"
    RECEIVED = "received"
    REFUSED = "refused"
    VERIFYING = "verifying"

    def __str__(self) -> str:
        return str(self.value)
