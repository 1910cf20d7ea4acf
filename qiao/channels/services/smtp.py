"""Handing a mail to the SMTP server of its mailbox, and what the server said."""

import smtplib
import ssl
from dataclasses import dataclass, field

from qiao.channels.models import Mailbox
from qiao.channels.models.mailbox import TransportSecurity
from qiao.channels.services.troubles import trouble
from qiao.kernel.settings import env_hidden, env_int, env_str

TIMEOUT = 60


class NoServer(Exception):
    """Neither the mailbox nor QIAO_SMTP_HOST names a server for outgoing mail."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """How to reach a server for outgoing mail."""

    host: str
    port: int
    security: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """One recipient the server did not take."""

    address: str
    code: int
    text: str

    @property
    def is_permanent(self) -> bool:
        """True for a 5xx answer."""
        return 500 <= self.code < 600


@dataclass(frozen=True, slots=True)
class Handed:
    """Result of one attempt: `error` is "" when the server took the mail for somebody; `taken` says for whom."""

    error: str = ""
    is_permanent: bool = False
    taken: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = field(default_factory=tuple)


def server_for(mailbox: Mailbox) -> SmtpServer:
    """The mailbox's own server, else that of the environment (QIAO_SMTP_…). Raises NoServer."""
    if mailbox.smtp_host:
        return SmtpServer(
            mailbox.smtp_host,
            mailbox.smtp_port,
            mailbox.smtp_security,
            mailbox.smtp_username,
            mailbox.smtp_password,
        )
    host = env_str("QIAO_SMTP_HOST")
    if not host:
        raise NoServer("no server for outgoing mail: set one for the mailbox or in QIAO_SMTP_HOST")
    return SmtpServer(
        host,
        env_int("QIAO_SMTP_PORT", 587),
        env_str("QIAO_SMTP_SECURITY", TransportSecurity.STARTTLS),
        env_str("QIAO_SMTP_USERNAME"),
        env_hidden("QIAO_SMTP_PASSWORD"),
    )


def connect(server: SmtpServer, timeout: float = TIMEOUT) -> smtplib.SMTP:
    """A signed-in connection; certificates are checked. Raises OSError or smtplib.SMTPException."""
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.security == TransportSecurity.TLS:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if server.security == TransportSecurity.STARTTLS:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if server.username:
            smtp.login(server.username, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def hand_over(server: SmtpServer, sender: str, recipients: list[str], data: bytes) -> Handed:
    """One attempt. Never raises for what a server or network does."""
    try:
        smtp = connect(server)
    except smtplib.SMTPResponseException as error:
        # a refused sign-in is for the administrator to mend, then the mail goes: never permanent
        return Handed(error=_said(error.smtp_code, error.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        return Handed(error=trouble(error))
    try:
        needs_utf8 = any(not address.isascii() for address in recipients)
        options = ["SMTPUTF8", "BODY=8BITMIME"] if needs_utf8 else []
        refused = smtp.sendmail(sender, recipients, data, mail_options=options)
    except smtplib.SMTPRecipientsRefused as error:
        return _all_refused(_refusals(error.recipients))
    except smtplib.SMTPResponseException as error:
        return Handed(error=_said(error.smtp_code, error.smtp_error), is_permanent=500 <= error.smtp_code < 600)
    except smtplib.SMTPNotSupportedError as error:
        return Handed(error=str(error), is_permanent=True)
    except (OSError, smtplib.SMTPException) as error:
        return Handed(error=trouble(error))
    finally:
        _leave(smtp)
    return Handed(taken=tuple(one for one in recipients if one not in refused), refused=_refusals(refused))


def _leave(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()  # the mail's fate is already known; how the connection ends does not matter


def _refusals(answers: dict[str, tuple[int, bytes]]) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(address, code, text.decode("utf-8", "replace")[:500]) for address, (code, text) in answers.items()
    )


def _all_refused(refused: tuple[Refusal, ...]) -> Handed:
    said = "; ".join(f"{item.address}: {item.code} {item.text}" for item in refused)
    return Handed(error=said[:2000], is_permanent=all(item.is_permanent for item in refused), refused=refused)


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"[:2000]
