from enum import StrEnum


class PortalIssuerGivenKindType0(StrEnum):
    OIDC = "oidc"
    TOKEN = "token"

    def __str__(self) -> str:
        return str(self.value)
