from enum import StrEnum


class StaffAccountShownState(StrEnum):
    GONE = "gone"
    HERE = "here"
    INVITED = "invited"

    def __str__(self) -> str:
        return str(self.value)
