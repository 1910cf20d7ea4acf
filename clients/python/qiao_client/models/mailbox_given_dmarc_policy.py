from enum import StrEnum


class MailboxGivenDmarcPolicy(StrEnum):
    QUARANTINE = "quarantine"
    SHOW = "show"

    def __str__(self) -> str:
        return str(self.value)
