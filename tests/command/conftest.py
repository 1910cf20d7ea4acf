"""The `qiao` command as an operator runs it: a process of its own, on a data folder of its own."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

from qiao.kernel.postgres import EmbeddedPostgres

QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}
MAIL = (
    b"From: Ada Byron <ada@acme.example>\r\nTo: help@vendor.example\r\nSubject: Scheduler stops at night\r\n"
    b"Message-ID: <first@acme.example>\r\nDate: Sun, 22 Nov 2026 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nSince the upgrade the zephyrine queue stands still.\r\n"
    b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=log.txt\r\n\r\nline one\r\n--b--\r\n"
)
CONTENT = """
from qiao.channels.models import Mailbox
from qiao.staff.models import Person
from qiao.kernel.access import Actor
from qiao.kernel.audit import record, seal_entries
Person.objects.create(email="mei@vendor.example", name="Mei", roles=["administrator"])
box = Mailbox.objects.create(name="Help", address="help@vendor.example", sends_ack=False)
record(Actor.system("test"), "mailbox.added", box)
"""


@dataclass
class House:
    """One installation: `data` is its folder, `own_server` the database the operator brought, if any."""

    data: Path
    own_server: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    def run(self, *words: str, given: bytes = b"", **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run `qiao words…` to its end; `settings` are environment variables."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("QIAO_", "DJANGO_"))}
        inherited |= {"LC_ALL": "C.UTF-8"}
        # the width keeps the command's help from being wrapped by the terminal of whoever runs the tests
        environment = inherited | {"QIAO_DATA": str(self.data), "COLUMNS": "200"} | self.settings | settings
        if self.own_server:
            environment["QIAO_DATABASE_URL"] = self.own_server
        ended = subprocess.run([sys.executable, "-m", "qiao.site", *words], input=given, env=environment,
                               capture_output=True, check=False, timeout=120)  # fmt: skip
        return subprocess.CompletedProcess(words, ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    def done(self, *words: str, given: bytes = b"", **settings: str) -> str:
        """The same, and it must work; what it printed."""
        ended = self.run(*words, given=given, **settings)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def refused(self, *words: str, given: bytes = b"", code: int, **settings: str) -> str:
        """The same, and it must end with this code and one clear sentence; what it printed to standard error."""
        ended = self.run(*words, given=given, **settings)
        assert ended.returncode == code, ended.stdout + ended.stderr
        assert "Traceback" not in ended.stderr + ended.stdout
        return ended.stderr

    def python(self, code: str) -> str:
        """Run Python in the product's own shell."""
        return self.done("shell", "-v", "0", "-c", code)

    @property
    def server(self) -> EmbeddedPostgres:
        """The embedded server of this installation."""
        return EmbeddedPostgres(self.data / "postgres", QUICK)

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Behind Qiao's back; the rows of the last statement."""
        with psycopg.connect(self.own_server or self.server.url()) as connection:
            for statement in statements:
                cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def subjects(self) -> list[str]:
        """Subjects of all tickets."""
        return [row[0] for row in self.sql("SELECT subject FROM tickets_ticket ORDER BY id")]

    def findings(self, **settings: str) -> dict[str, dict[str, str]]:
        """What doctor says, by check."""
        ended = self.run("doctor", "--json", **settings)
        assert ended.stdout, ended.stderr
        findings = {finding["check"]: finding for finding in json.loads(ended.stdout)}
        worst = any(finding["state"] == "error" for finding in findings.values())
        assert ended.returncode == int(worst), ended.stderr
        return findings

    def fill(self) -> None:
        """Tables, a person, a mailbox, and a mail that became a ticket with a file."""
        self.done("migrate", "-v", "0")
        self.python(CONTENT)
        self.done("mail", "in", given=MAIL)
        self.python("from qiao.kernel.testing import run_jobs; run_jobs()")
        self.python("from qiao.kernel.audit import seal_entries; assert seal_entries()")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation with an embedded database and one ticket; tests leave it as they found it."""
    house = House(tmp_path_factory.mktemp("house") / "data")
    server = house.server
    server.start()
    server.create_database()
    house.fill()
    yield house
    server.stop()


@pytest.fixture
def bare(tmp_path: Path) -> House:
    """No database: what needs none must not ask for one."""
    return House(tmp_path / "data")


@pytest.fixture
def taken() -> Iterator[str]:
    """A port on which another program listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield str(other.getsockname()[1])


@dataclass(frozen=True)
class TheirServer:
    """A server that is the operator's own; Qiao gets a role without special rights on it."""

    server: EmbeddedPostgres

    def dsn(self, database: str) -> str:
        """How Qiao is told to connect."""
        return f"host={self.server.socket_dir} user=support password='p w\\'d' dbname={database}"

    def ask(self, statement: str) -> None:
        """As the server's superuser."""
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def their_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TheirServer]:
    """Their server, with a migrated database to copy."""
    folder = tmp_path_factory.mktemp("theirs")
    theirs = TheirServer(EmbeddedPostgres(folder / "postgres", QUICK))
    theirs.server.start()
    theirs.ask("CREATE ROLE support LOGIN PASSWORD 'p w''d'")
    theirs.ask("CREATE DATABASE migrated OWNER support")
    House(folder / "data", theirs.dsn("migrated")).done("migrate", "-v", "0")
    yield theirs
    theirs.server.stop()


@pytest.fixture
def empty_server(their_server: TheirServer, tmp_path: Path) -> Iterator[House]:
    """An installation on an empty database of the operator's own server."""
    their_server.ask("CREATE DATABASE support OWNER support")
    yield House(tmp_path / "own", their_server.dsn("support"))
    their_server.ask("DROP DATABASE support WITH (FORCE)")


@pytest.fixture
def own_server(their_server: TheirServer, tmp_path: Path) -> Iterator[House]:
    """An installation on the operator's own server, with tables and nothing in them."""
    their_server.ask("CREATE DATABASE own OWNER support TEMPLATE migrated")
    yield House(tmp_path / "own", their_server.dsn("own"))
    their_server.ask("DROP DATABASE own WITH (FORCE)")
