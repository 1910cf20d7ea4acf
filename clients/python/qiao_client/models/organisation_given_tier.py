from enum import StrEnum


class OrganisationGivenTier(StrEnum):
    KEY = "key"
    NORMAL = "normal"
    STRATEGIC = "strategic"

    def __str__(self) -> str:
        return str(self.value)
