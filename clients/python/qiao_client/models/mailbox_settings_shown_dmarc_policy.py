from enum import StrEnum


class MailboxSettingsShownDmarcPolicy(StrEnum):
    QUARANTINE = "quarantine"
    SHOW = "show"

    def __str__(self) -> str:
        return str(self.value)
