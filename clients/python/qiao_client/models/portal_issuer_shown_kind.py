from enum import StrEnum


class PortalIssuerShownKind(StrEnum):
    OIDC = "oidc"
    TOKEN = "token"

    def __str__(self) -> str:
        return str(self.value)
