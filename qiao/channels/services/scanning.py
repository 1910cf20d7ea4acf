"""Asking ClamAV whether a mail or one of its files is malware (clamd's INSTREAM command).

Off unless QIAO_CLAMAV names a daemon: `host:port`, or the path of its socket.
"""

import socket
from collections.abc import Iterator

from django.utils.translation import gettext as _

from qiao.channels.rules.mail import ParsedMail
from qiao.kernel.settings import SettingWrong, env_str

TIMEOUT = 60
CHUNK = 256 * 1024
LONGEST_ANSWER = 4096


class ScannerUnavailable(Exception):
    """The scanner cannot be asked right now; mail waits for it."""


class NotScannable(Exception):
    """The scanner took the bytes and gave no verdict (too large for it, say)."""


def is_scanner_set() -> bool:
    """Whether mail is scanned at all."""
    return bool(env_str("QIAO_CLAMAV"))


def find_malware(raw: bytes, mail: ParsedMail) -> str:
    """What was found in a mail and where, as `file: signature`; "" when nothing was.

    Every file is scanned as it would be downloaded, and the whole mail as it came. Raises ScannerUnavailable,
    NotScannable.
    """
    for name, content in _contents(raw, mail):
        if found := scan(content):
            return f"{name}: {found}" if name else found
    return ""


def _contents(raw: bytes, mail: ParsedMail) -> Iterator[tuple[str, bytes]]:
    for item in mail.attachments:
        yield item.filename or item.content_type, item.content
    yield "", raw


def scan(content: bytes) -> str:
    """Name of the malware in these bytes, or "". Raises ScannerUnavailable, NotScannable."""
    answer = _ask(b"zINSTREAM\0", content)
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise NotScannable(answer[:200] or "no answer")


def scanner_problem() -> str:
    """What is wrong with the scanner, in one sentence; "" when it answers or is switched off."""
    if not is_scanner_set():
        return ""
    try:
        answer = _ask(b"zPING\0")
    except ScannerUnavailable as error:
        return str(error)
    return "" if answer == "PONG" else _("it answered %s instead of PONG") % repr(answer)


def _ask(command: bytes, content: bytes | None = None) -> str:
    try:
        with _connected() as connection:
            connection.sendall(command)
            if content is not None:
                _stream(connection, content)
            return _answer(connection)
    except OSError as error:
        raise ScannerUnavailable(f"{env_str('QIAO_CLAMAV')}: {error}") from error


def _stream(connection: socket.socket, content: bytes) -> None:
    try:
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            connection.sendall(len(piece).to_bytes(4, "big") + piece)
        connection.sendall(bytes(4))
    except (BrokenPipeError, ConnectionResetError):
        # a daemon that has had enough says so and hangs up; what it said can still be read
        return


def _answer(connection: socket.socket) -> str:
    answer = b""
    while len(answer) < LONGEST_ANSWER and not answer.endswith(b"\0"):
        piece = connection.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _connected() -> socket.socket:
    place = env_str("QIAO_CLAMAV")
    if place.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(TIMEOUT)
        try:
            connection.connect(place)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = place.rpartition(":")
    if not host or not port.isdecimal():
        said = _("write host:port, or the path of the daemon's socket.")
        raise SettingWrong(f"QIAO_CLAMAV={place!r}: {said}")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)
