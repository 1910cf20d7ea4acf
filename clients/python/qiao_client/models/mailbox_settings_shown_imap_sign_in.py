from enum import StrEnum


class MailboxSettingsShownImapSignIn(StrEnum):
    OAUTH2 = "oauth2"
    PASSWORD = "password"

    def __str__(self) -> str:
        return str(self.value)
