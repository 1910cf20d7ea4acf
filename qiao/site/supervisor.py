"""`qiao up`: a supervisor that starts the other processes, restarts failed ones and stops all cleanly."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from rich.console import Console

from qiao.kernel.postgres import EmbeddedPostgres, PostgresFailed, check_reachable
from qiao.kernel.settings import SettingWrong
from qiao.kernel.terminal import gettext as _
from qiao.site import programs
from qiao.site.errors import in_sentences
from qiao.site.forking import Forked, may_fork
from qiao.site.ports import LIVE, MAIL, WEB, check_ports

console = Console(highlight=False)
STOP_PATIENCE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 30.0
LONGEST_OPENING_SECONDS = 15.0

Process = subprocess.Popen[bytes] | Forked


@dataclass
class Child:
    """A supervised program: `start` begins it; it is restarted with growing pauses."""

    name: str
    start: Callable[[], Process]
    process: Process | None = None
    pause: float = 0.5
    started_at: float = 0.0
    start_again_at: float = field(default=0.0)

    def keep_running(self, now: float) -> None:
        """Start it, or restart it."""
        if self.process is not None and self.process.poll() is None:
            if now - self.started_at > LONGEST_PAUSE_SECONDS:
                self.pause = 0.5
            return
        if self.process is not None and not self.start_again_at:
            said = _("%(program)s ended with %(code)d; starting it again")
            console.print(f"[yellow]{said % {'program': self.name, 'code': self.process.returncode}}[/]")
            self._end_what_is_left()
            self.start_again_at = now + self.pause
            self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)
        if now >= self.start_again_at:
            self.process, self.started_at, self.start_again_at = self.start(), now, 0.0

    def ask_to_stop(self) -> None:
        """Send the polite signal."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait_stopped(self, deadline: float) -> None:
        """Wait for the end; kill when patience runs out."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._end_what_is_left()

    def _end_what_is_left(self) -> None:
        """Stop leftover child processes of a killed program, which would hold its port: they share its group."""
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def run_all(*, host: str, port: int, with_demo: bool) -> int:
    """Run the whole product until a signal; returns the exit code. Raises SettingWrong."""
    from django.conf import settings

    with _alone(settings.DATA):
        return _run_until_stopped(host, port, with_demo=with_demo)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Hold the data folder: a second `qiao up` on it would stop the database of the first when it ends."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "up.lock").open("a") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # this process's own: what it forks does not hold it
        except OSError as error:
            raise SettingWrong(
                _("qiao up already runs on %s. Stop it first, or choose another folder with QIAO_DATA.") % data
            ) from error
        yield


def _run_until_stopped(host: str, port: int, *, with_demo: bool) -> int:
    from django.conf import settings

    stopping: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: stopping.append(received))
    server: EmbeddedPostgres | None = settings.EMBEDDED
    children: list[Child] = []
    check_ports(host, {WEB: port, LIVE: settings.LIVE_PORT, MAIL: settings.MAIL_PORT})
    try:
        _open_database(server, settings.DATABASE_URL)
        _prepare(with_demo)
        children = [Child(name, start) for name, start in _programs(host, port)]
        # pages first: the others would take half the machine from them while everything starts
        is_open, opening_until = False, time.monotonic() + LONGEST_OPENING_SECONDS
        _announce(f"http://{host}:{port}" if settings.ADDRESS.startswith("http://127.0.0.1") else settings.ADDRESS)
        while not stopping:
            if server and server.pid is None:
                _start_again(server)
            for child in children if is_open else children[:1]:
                child.keep_running(time.monotonic())
            is_open = is_open or _listens(host, port) or time.monotonic() > opening_until
            time.sleep(0.1 if is_open else 0.02)
    finally:
        _stop(children)
        if server:
            server.stop()
    return 0


def _open_database(server: EmbeddedPostgres | None, url: str) -> None:
    """Have a database that answers, and all of Qiao loaded: the one while waiting for the other."""
    if server is None:
        check_reachable(url)
        programs.load_everything()
        return
    console.print(_("Starting PostgreSQL …"))
    starting = server.launch()
    programs.load_everything()
    server.wait_ready(starting)
    # adopted or freshly started, from here on a dead server is noticed by its missing pid
    server.create_database()


def _listens(host: str, port: int) -> bool:
    """Whether pages are served yet."""
    try:
        socket.create_connection((host, port), timeout=0.5).close()
    except OSError:
        return False
    return True


def _start_again(server: EmbeddedPostgres) -> None:
    """Backends of the dead server hold its memory for a moment; the next round tries again."""
    console.print(f"[yellow]{_('PostgreSQL ended; starting it again')}[/]")
    try:
        server.start()
    except PostgresFailed as error:
        console.print(f"[yellow]{error}[/]")


def _prepare(with_demo: bool) -> None:
    """Bring the database and the static files up to date. Leaves no connection open."""
    from django.core.management import call_command
    from django.db import DEFAULT_DB_ALIAS, connections
    from django.db.backends.postgresql.base import DatabaseWrapper

    from qiao.site.migrations import is_up_to_date, refuse_too_old
    from qiao.site.static_files import collect_when_changed

    if not is_up_to_date():
        refuse_too_old()
        console.print(_("Bringing the database up to date …"))
        call_command("migrate", verbosity=0)
    if collect_when_changed():
        console.print(_("Collected static files."))
    programs.load_pages()
    if with_demo:
        from qiao.site.demo.fill import fill_demo

        summary = fill_demo(report=console.print)
        for line in summary.lines():
            console.print(line)
    database = connections[DEFAULT_DB_ALIAS]
    database.close()
    if isinstance(database, DatabaseWrapper):
        database.close_pool()  # and its threads: programs are forked from here


def _programs(host: str, port: int) -> list[tuple[str, Callable[[], Process]]]:
    from django.conf import settings

    web = partial(programs.serve_pages, host, port, workers=2, threads=4)
    live = partial(programs.serve_live, host, settings.LIVE_PORT)
    work = partial(programs.work, concurrency=4, name="")
    mail = partial(programs.listen_for_mail, host, settings.MAIL_PORT)
    return [
        ("web", _program(web, "web", "--host", host, "--port", str(port))),
        ("live", _program(live, "live", "--host", host, "--port", str(settings.LIVE_PORT))),
        ("worker", _program(partial(work, watch_mail=True), "worker")),
        *(
            (f"worker {number}", _program(partial(work, watch_mail=False), "worker", "--no-watch-mail"))
            for number in range(2, settings.WORKERS + 1)
        ),
        ("mail", _program(mail, "mail", "listen", "--host", host, "--port", str(settings.MAIL_PORT))),
    ]


def _program(run: Callable[[], None], *arguments: str) -> Callable[[], Process]:
    """How to start a program: by forking this process, or, where that is not safe, by its command."""
    command = [sys.executable, "-m", "qiao.site", *arguments]

    def start() -> Process:
        if may_fork():
            return Forked(in_sentences(run))
        # a session of its own: Ctrl-C reaches only the supervisor, which stops the others in order
        return subprocess.Popen(command, start_new_session=True, env=os.environ.copy())

    return start


def _announce(address: str) -> None:
    said = _("Qiao is at %s. Ctrl-C stops it.") % f"[bold]{address}[/]"
    console.print(f"\n{said}\n")


def _stop(children: list[Child]) -> None:
    if children:
        console.print(_("Stopping …"))
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + STOP_PATIENCE_SECONDS
    for child in children:
        child.wait_stopped(deadline)
