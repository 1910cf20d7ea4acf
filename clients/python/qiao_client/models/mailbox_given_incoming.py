from enum import StrEnum


class MailboxGivenIncoming(StrEnum):
    IMAP = "imap"
    LISTENER = "listener"

    def __str__(self) -> str:
        return str(self.value)
