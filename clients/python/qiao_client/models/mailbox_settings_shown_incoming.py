from enum import StrEnum


class MailboxSettingsShownIncoming(StrEnum):
    IMAP = "imap"
    LISTENER = "listener"

    def __str__(self) -> str:
        return str(self.value)
