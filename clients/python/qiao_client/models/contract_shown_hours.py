from enum import StrEnum


class ContractShownHours(StrEnum):
    VALUE_0 = "7x24"
    VALUE_1 = "7x12"
    VALUE_2 = "5x8"

    def __str__(self) -> str:
        return str(self.value)
