from enum import StrEnum


class LinkGivenKind(StrEnum):
    BLOCKS = "blocks"
    CAUSED_BY = "caused_by"
    DUPLICATE = "duplicate"
    RELATED = "related"

    def __str__(self) -> str:
        return str(self.value)
