from enum import StrEnum


class PortalAccountShownRole(StrEnum):
    ADMINISTRATOR = "administrator"
    ORGANISATION = "organisation"
    OWN = "own"

    def __str__(self) -> str:
        return str(self.value)
