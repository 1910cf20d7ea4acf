from enum import StrEnum


class MailTemplateShownSource(StrEnum):
    ALL_PRODUCTS = "all_products"
    BUILT_IN = "built_in"
    OWN = "own"

    def __str__(self) -> str:
        return str(self.value)
