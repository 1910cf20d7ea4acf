"""Reading a mail within a time limit, in another process: no mail can hold up or take down the worker."""

import atexit
import pickle
import queue
import socket
import subprocess
import sys
import time
from contextlib import suppress

from qiao.channels.rules.identity import header_block
from qiao.channels.rules.mail import ParsedMail
from qiao.channels.rules.sealed import MailKeys
from qiao.kernel.settings import env_int

SECONDS = 30
PIECE = 1024 * 1024
LENGTH_OCTETS = 8
NO_KEYS = MailKeys()


class MailTookTooLong(Exception):
    """Reading a mail was stopped at the limit (QIAO_MAIL_SECONDS)."""


class ReaderDied(Exception):
    """The process that read a mail ended; the mail may be the reason."""


class Reader:
    """One reading process and the socket to it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "qiao.channels.reader", str(theirs.fileno())]
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()])
        self._socket = ours

    @property
    def is_alive(self) -> bool:
        """Whether it can be given a mail."""
        return self.process.poll() is None

    def read(self, data: bytes, keys: MailKeys = NO_KEYS, *, seconds: float) -> ParsedMail:
        """Hand over a mail with the keys to open it and wait for what was read. Raises MailTookTooLong, ReaderDied."""
        deadline = time.monotonic() + seconds
        try:
            for frame in (pickle.dumps(keys), data):
                self._limit(deadline)
                self._socket.sendall(len(frame).to_bytes(LENGTH_OCTETS, "big"))
                self._limit(deadline)
                self._socket.sendall(frame)
            length = int.from_bytes(self._receive(LENGTH_OCTETS, deadline), "big")
            answer = self._receive(length, deadline)
        except TimeoutError:
            raise MailTookTooLong(f"stopped after {seconds:g} s") from None
        except OSError as error:
            raise ReaderDied(f"the process that reads mails ended ({error})") from error
        # only our own process, started above, can write to this socket
        mail: ParsedMail = pickle.loads(answer)  # noqa: S301
        return mail

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._socket.close()
        self.process.kill()
        self.process.wait()

    def _receive(self, length: int, deadline: float) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            self._limit(deadline)
            piece = self._socket.recv(min(PIECE, length - len(parts)))
            if not piece:
                raise ConnectionError("end of stream")
            parts += piece
        return bytes(parts)

    def _limit(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(left)


_idle: "queue.LifoQueue[Reader]" = queue.LifoQueue()


def read_mail(data: bytes, keys: MailKeys = NO_KEYS) -> ParsedMail:
    """Read one mail, opened and checked with the keys. Raises MailTookTooLong, ReaderDied.

    The next mail gets a fresh process then.
    """
    reader = _take()
    try:
        mail = reader.read(data, keys, seconds=env_int("QIAO_MAIL_SECONDS", SECONDS))
    except BaseException:
        reader.stop()
        raise
    _idle.put(reader)
    return mail


def read_or_header(data: bytes, keys: MailKeys = NO_KEYS) -> ParsedMail:
    """One mail as read, or its header alone when it cannot be read in time."""
    try:
        return read_mail(data, keys)
    except (MailTookTooLong, ReaderDied):
        return read_mail(header_block(data))


def _take() -> Reader:
    with suppress(queue.Empty):
        while True:
            reader = _idle.get_nowait()
            if reader.is_alive:
                return reader
            reader.stop()
    return Reader()


@atexit.register
def stop_readers() -> None:
    """End all idle processes."""
    with suppress(queue.Empty):
        while True:
            _idle.get_nowait().stop()
