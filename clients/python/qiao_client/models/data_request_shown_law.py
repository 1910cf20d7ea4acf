from enum import StrEnum


class DataRequestShownLaw(StrEnum):
    GDPR = "gdpr"
    OTHER = "other"
    PIPL = "pipl"

    def __str__(self) -> str:
        return str(self.value)
