from enum import StrEnum


class RequestQuestionShownKind(StrEnum):
    CHECKBOX = "checkbox"
    CHOICE = "choice"
    DATE = "date"
    FILE = "file"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    TEXT = "text"

    def __str__(self) -> str:
        return str(self.value)
