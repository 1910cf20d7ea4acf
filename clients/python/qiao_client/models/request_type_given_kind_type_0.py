from enum import StrEnum


class RequestTypeGivenKindType0(StrEnum):
    DEFECT_REPORT = "defect_report"
    INCIDENT = "incident"
    QUESTION = "question"
    REQUEST = "request"
    TASK = "task"

    def __str__(self) -> str:
        return str(self.value)
