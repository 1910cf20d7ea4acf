from enum import StrEnum


class ContractShownLevel(StrEnum):
    GOLD = "gold"
    PLATINUM = "platinum"
    SILVER = "silver"
    STANDARD = "standard"

    def __str__(self) -> str:
        return str(self.value)
