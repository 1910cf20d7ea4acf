from enum import StrEnum


class CustomFieldShownKind(StrEnum):
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"
    TEXT = "text"
    URL = "url"
    YES_NO = "yes_no"

    def __str__(self) -> str:
        return str(self.value)
