"""A whole running house (`qiao up`) in a folder of its own, for tests that kill parts of it."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg

from qiao.kernel.postgres import EmbeddedPostgres

PATIENCE_SECONDS = 120
_THREADED = (
    "import threading; from qiao.site.cli import main;"
    "threading.Thread(target=threading.Event().wait, daemon=True).start(); main()"
)


def free_port() -> int:
    """A port nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """`qiao up` with its ports, its database and its processes."""

    folder: Path
    web_port: int = field(default_factory=free_port)
    live_port: int = field(default_factory=free_port)
    mail_port: int = field(default_factory=free_port)
    with_demo: bool = False
    is_threaded: bool = False
    """The supervisor has a second thread, as every process has on macOS, and so may not be forked."""
    extra_environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def environment(self) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("QIAO_", "DJANGO_"))}
        return (
            inherited
            | {
                "QIAO_DATA": str(self.folder),
                "QIAO_WEB_PORT": str(self.web_port),
                "QIAO_LIVE_PORT": str(self.live_port),
                "QIAO_MAIL_PORT": str(self.mail_port),
            }
            | self.extra_environment
        )

    @property
    def server(self) -> EmbeddedPostgres:
        return EmbeddedPostgres(self.folder / "postgres")

    def __enter__(self) -> "House":
        log = (self.folder.parent / "house.log").open("wb")
        start = ["-c", _THREADED] if self.is_threaded else ["-m", "qiao.site"]
        command = [sys.executable, *start, "up", "--port", str(self.web_port)]
        if self.with_demo:
            command.append("--demo")
        self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        log.close()
        wait_until(
            lambda: all(map(answers, (self.web_port, self.live_port, self.mail_port))), "the house to open", self.log
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            self.server.stop()

    def log(self) -> str:
        return (self.folder.parent / "house.log").read_text(errors="replace")[-4000:]

    def run(self, code: str) -> None:
        """Run Python in the product's own shell."""
        command = [sys.executable, "-m", "qiao.site", "shell", "-v", "0", "-c", code]
        result = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Ask the database directly, again when it is just coming back."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                with psycopg.connect(self.server.url()) as connection:
                    return connection.execute(statement, parameters).fetchall()  # type: ignore[arg-type]
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def kill(self, name: str) -> None:
        """kill -9 for a program of the house and everything below it: web, live, worker, mail or postgres."""
        if name == "postgres":
            victims = [psutil.Process(self.server.pid)]
        else:
            assert self.process
            children = psutil.Process(self.process.pid).children()
            victims = [child for child in children if name == program_of(child)]
        assert victims, f"{name} is not running"
        for victim in victims:
            for process in family(victim):
                with suppress(psutil.NoSuchProcess):  # it ended by itself when its parent did
                    process.kill()


def family(process: psutil.Process) -> list[psutil.Process]:
    """A process and everything below it, found before the first of them dies."""
    return [process, *process.children(recursive=True)]


def program_of(process: psutil.Process) -> str:
    """Which program of the house it is, as lists of processes call it: web, live, worker or mail."""
    return str(process.name()).removeprefix("qiao-")


def answers(port: int) -> bool:
    """Somebody listens."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(
    condition: Callable[[], bool], what: str, log: Callable[[], str], patience: float = PATIENCE_SECONDS
) -> None:
    """Look again until it is so; fail with the house's log."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, f"Waited in vain for {what}.\n{log()}"
        time.sleep(0.1)


def deliver(port: int, sender: str, recipient: str, data: bytes) -> None:
    """Send like a mail server does: until it is told 250."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
                client.sendmail(sender, [recipient], data)
                return
        except (OSError, smtplib.SMTPException):
            assert time.monotonic() < deadline, "The listener did not come back."
            time.sleep(0.1)
