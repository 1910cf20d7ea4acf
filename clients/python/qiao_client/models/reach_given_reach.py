from enum import StrEnum


class ReachGivenReach(StrEnum):
    ALL = "all"
    SOME = "some"

    def __str__(self) -> str:
        return str(self.value)
