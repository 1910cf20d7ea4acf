from enum import StrEnum


class ListStaffAccountsState(StrEnum):
    GONE = "gone"
    HERE = "here"
    INVITED = "invited"
    VALUE_0 = ""

    def __str__(self) -> str:
        return str(self.value)
