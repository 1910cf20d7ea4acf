from enum import StrEnum


class MessageShownChannel(StrEnum):
    API = "api"
    DESK = "desk"
    EMAIL = "email"
    FORM = "form"
    PHONE = "phone"

    def __str__(self) -> str:
        return str(self.value)
