from enum import StrEnum


class OrganisationShownTier(StrEnum):
    KEY = "key"
    NORMAL = "normal"
    STRATEGIC = "strategic"

    def __str__(self) -> str:
        return str(self.value)
