from enum import StrEnum


class ReachShownReach(StrEnum):
    ALL = "all"
    SOME = "some"

    def __str__(self) -> str:
        return str(self.value)
