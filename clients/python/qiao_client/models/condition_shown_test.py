from enum import StrEnum


class ConditionShownTest(StrEnum):
    EMPTY = "empty"
    FILLED = "filled"
    IS = "is"
    IS_NOT = "is_not"
    ONE_OF = "one_of"

    def __str__(self) -> str:
        return str(self.value)
