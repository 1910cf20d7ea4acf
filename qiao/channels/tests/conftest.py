"""A keeper, a mailbox, a real SMTP server to send to and a real IMAP server to fetch from."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from imapclient import IMAPClient
from pysasl.hashing import BuiltinHash

from qiao.channels.models import Mailbox
from qiao.channels.ports import register_keeper, unregister_keeper
from qiao.channels.testing import RecordingKeeper, make_mailbox


@pytest.fixture(autouse=True)
def keeper() -> Iterator[RecordingKeeper]:
    keeper = RecordingKeeper()
    register_keeper(keeper)
    yield keeper
    unregister_keeper(keeper)


@pytest.fixture
def mailbox(db: None) -> Mailbox:
    return make_mailbox("support@ours.example", sender_name="Harbour Support")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Sink:
    """A server for outgoing mail; `answers` are given to the next mails instead of 250."""

    port: int
    mails: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(envelope)
        return "250 OK"


@pytest.fixture
def sink(monkeypatch) -> Iterator[Sink]:
    sink = Sink(free_port())
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    monkeypatch.setenv("QIAO_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("QIAO_SMTP_PORT", str(sink.port))
    monkeypatch.setenv("QIAO_SMTP_SECURITY", "plain")
    yield sink
    controller.stop()


@dataclass
class ImapServer:
    """A real IMAP server (pymap) over a maildir."""

    root: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None
    process_pause: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        (self.root / "pymap-etc-passwd").write_text("box:x::::box:\n")
        (self.root / "pymap-etc-shadow").write_text(f"box:{BuiltinHash().hash('secret')}:::::::\n")
        (self.root / "pymap-etc-group").write_text("")
        command = [Path(sys.executable).parent / "pymap", "--host", "127.0.0.1", "--port", str(self.port), "--no-tls",
                   "--no-service", "admin", "maildir", str(self.root)]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _attempt in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=0.1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the IMAP server ended"
                self.process_pause.wait(0.05)
        raise AssertionError("the IMAP server does not answer")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process = None

    def client(self) -> IMAPClient:
        client = IMAPClient("127.0.0.1", port=self.port, ssl=False, timeout=10)
        client.login("box", "secret")
        return client

    def put(self, data: bytes, flags: tuple[bytes, ...] = ()) -> None:
        client = self.client()
        client.append("INBOX", data, flags)
        client.logout()

    def renumber(self) -> None:
        """Forget all UIDs, as a restored server does."""
        self.stop()
        for path in self.root.rglob("dovecot-uidlist"):
            path.unlink()
        self.start()


@pytest.fixture
def imap(tmp_path) -> Iterator[ImapServer]:
    server = ImapServer(tmp_path, free_port())
    server.start()
    yield server
    server.stop()
