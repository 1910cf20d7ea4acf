from enum import StrEnum


class DataRequestGivenLaw(StrEnum):
    GDPR = "gdpr"
    OTHER = "other"
    PIPL = "pipl"

    def __str__(self) -> str:
        return str(self.value)
