from enum import StrEnum


class RequestTypeShownIcon(StrEnum):
    BOLT = "bolt"
    BOOK = "book"
    BUG = "bug"
    BULB = "bulb"
    CHAT = "chat"
    FILE = "file"
    FLAG = "flag"
    KEY = "key"
    SERVER = "server"
    SHIELD = "shield"

    def __str__(self) -> str:
        return str(self.value)
