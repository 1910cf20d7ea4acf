from enum import StrEnum


class PortalAccountGivenRole(StrEnum):
    ADMINISTRATOR = "administrator"
    ORGANISATION = "organisation"
    OWN = "own"

    def __str__(self) -> str:
        return str(self.value)
