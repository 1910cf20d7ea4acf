from enum import StrEnum


class ProductGivenKind(StrEnum):
    CLOUD = "cloud"
    ON_PREMISES = "on_premises"

    def __str__(self) -> str:
        return str(self.value)
