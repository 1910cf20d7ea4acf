from enum import StrEnum


class ProductShownKind(StrEnum):
    CLOUD = "cloud"
    ON_PREMISES = "on_premises"

    def __str__(self) -> str:
        return str(self.value)
