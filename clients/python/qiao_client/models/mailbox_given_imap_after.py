from enum import StrEnum


class MailboxGivenImapAfter(StrEnum):
    MOVE = "move"
    SEEN = "seen"

    def __str__(self) -> str:
        return str(self.value)
