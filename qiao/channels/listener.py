"""The built-in SMTP and LMTP listener: a mail server in front hands mail over, 250 only after the commit."""

import asyncio
import signal
import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import close_old_connections, transaction

from qiao.channels.models import Mailbox
from qiao.channels.selectors import mailbox_of
from qiao.channels.services.intake import accept_raw
from qiao.channels.services.processing import WATCH_SECONDS, watch_waiting
from qiao.kernel.settings import env_int, env_str

log = structlog.get_logger("qiao.channels.listener")

LARGEST = 50 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
THREADS = 8
MOST_RECIPIENTS = 100
R = TypeVar("R")


class _LongLines:
    """Real mail has lines far beyond what RFC 5321 allows; refusing it would lose it."""

    line_length_limit = LONGEST_LINE


class _Smtp(_LongLines, SMTP):
    pass


class _Lmtp(_LongLines, LMTP):
    pass


class Bell:
    """Tells the worker that mail is waiting, unless it is already watching."""

    def __init__(self) -> None:
        self.quiet_until = 0.0

    def ring(self) -> None:
        """Call in the transaction that stores a mail."""
        now = time.monotonic()
        if now >= self.quiet_until:
            watch_waiting.defer()
            # the job watches for twice as long from when it begins: time enough for a commit
            transaction.on_commit(partial(setattr, self, "quiet_until", now + WATCH_SECONDS / 2))


class MailHandler:
    """Handles the commands of an SMTP or LMTP client; the database is accessed in threads."""

    def __init__(self, *, lmtp: bool) -> None:
        self.lmtp = lmtp
        # looked up once: the name service may be slow, and aiosmtpd would ask it for every connection
        self.hostname = env_str("QIAO_MAIL_HOSTNAME") or socket.getfqdn()
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="mail")
        self.bell = Bell()
        self.mailboxes: WeakKeyDictionary[Envelope, dict[str, Mailbox]] = WeakKeyDictionary()

    async def handle_RCPT(  # noqa: N802 - name given by aiosmtpd
        self, server: Any, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Only addresses of ours."""
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            mailbox = await self._in_thread(mailbox_of, [address])
        except Exception:
            log.exception("mail.listener_failed")
            return "451 4.3.0 Try again later"
        if mailbox is None:
            return "550 5.1.1 No such mailbox here"
        self.mailboxes.setdefault(envelope, {})[address] = mailbox
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store the mail; on any error the client keeps it and retries."""
        try:
            taken = await self._in_thread(self._take, envelope)
        except Exception:
            log.exception("mail.listener_failed")
            return self._to_each(envelope, "451 4.3.0 Not stored, try again later")
        return self._to_each(envelope, f"250 2.0.0 Stored as {taken}")

    def _to_each(self, envelope: Envelope, answer: str) -> str:
        """LMTP requires one answer per recipient."""
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if self.lmtp else answer

    def _take(self, envelope: Envelope) -> str:
        """One delivery for every mailbox that is among the recipients."""
        by_mailbox: dict[int, tuple[Mailbox, list[str]]] = {}
        for address in envelope.rcpt_tos:
            mailbox = self.mailboxes[envelope][address]
            by_mailbox.setdefault(mailbox.pk, (mailbox, []))[1].append(address)
        data = envelope.original_content or b""
        rows = [
            accept_raw(
                data,
                mailbox=mailbox,
                source="lmtp" if self.lmtp else "smtp",
                envelope_from=(envelope.mail_from or "").strip("<>"),  # aiosmtpd gives "<>" for the null sender
                envelope_to=addresses,
                tell_worker=self.bell.ring,
            )
            for mailbox, addresses in by_mailbox.values()
        ]
        return ",".join(str(row.pk) for row in rows)

    async def _in_thread(self, function: Callable[..., R], *arguments: object) -> R:
        return await asyncio.get_running_loop().run_in_executor(
            self.threads, partial(_with_fresh_connection, function, *arguments)
        )


def _with_fresh_connection(function: Callable[..., R], *arguments: object) -> R:
    close_old_connections()
    try:
        return function(*arguments)
    finally:
        close_old_connections()


def protocol(handler: MailHandler) -> SMTP:
    """One connection's protocol; STARTTLS is offered when QIAO_MAIL_TLS_CERT and …_KEY name files."""
    kind = _Lmtp if handler.lmtp else _Smtp
    return kind(
        handler,
        data_size_limit=env_int("QIAO_MAIL_LARGEST", LARGEST),
        enable_SMTPUTF8=True,
        ident="Qiao",
        hostname=handler.hostname,
        tls_context=_tls(),
        timeout=120,
    )


def _tls() -> ssl.SSLContext | None:
    certificate = env_str("QIAO_MAIL_TLS_CERT")
    if not certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, env_str("QIAO_MAIL_TLS_KEY") or None)
    return context


def serve(host: str, port: int, lmtp: bool = False) -> None:
    """Listen until SIGTERM or SIGINT; mails being taken are finished first."""
    asyncio.run(_serve(host, port, lmtp=lmtp))


async def _serve(host: str, port: int, *, lmtp: bool) -> None:
    loop = asyncio.get_running_loop()
    handler = MailHandler(lmtp=lmtp)
    server = await loop.create_server(partial(protocol, handler), host, port)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    log.info("mail.listening", host=host, port=port, lmtp=lmtp)
    async with server:
        await stopped.wait()
    await loop.run_in_executor(None, handler.threads.shutdown)
