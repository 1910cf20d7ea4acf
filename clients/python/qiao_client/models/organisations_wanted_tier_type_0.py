from enum import StrEnum


class OrganisationsWantedTierType0(StrEnum):
    KEY = "key"
    NORMAL = "normal"
    STRATEGIC = "strategic"

    def __str__(self) -> str:
        return str(self.value)
