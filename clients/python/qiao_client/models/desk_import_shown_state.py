from enum import StrEnum


class DeskImportShownState(StrEnum):
    DONE = "done"
    FAILED = "failed"
    RUNNING = "running"
    STOPPED = "stopped"

    def __str__(self) -> str:
        return str(self.value)
