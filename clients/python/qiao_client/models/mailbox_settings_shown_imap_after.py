from enum import StrEnum


class MailboxSettingsShownImapAfter(StrEnum):
    MOVE = "move"
    SEEN = "seen"

    def __str__(self) -> str:
        return str(self.value)
