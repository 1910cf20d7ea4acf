from enum import StrEnum


class IncomingMailShownSource(StrEnum):
    IMAP = "imap"
    LMTP = "lmtp"
    PIPE = "pipe"
    SMTP = "smtp"

    def __str__(self) -> str:
        return str(self.value)
