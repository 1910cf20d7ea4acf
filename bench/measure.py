"""Measuring one operation: latency, CPU of application and database, statements, and the same SQL by bare psycopg."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psutil
import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds a call (median, 95th percentile), CPU milliseconds a call, statements, ratio to the baseline."""

    name: str
    p50: float
    p95: float
    app_cpu: float
    database_cpu: float
    statements: int
    baseline_p50: float
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times the baseline's median."""
        return self.p50 / self.baseline_p50 if self.baseline_p50 else 0.0

    def row(self) -> str:
        """A line of the Markdown table."""
        return (
            f"| {self.name} | {self.p50:.1f} / {self.p95:.1f} | {self.app_cpu:.1f} + {self.database_cpu:.1f} "
            f"| {self.statements} | {self.baseline_p50:.1f} | {self.ratio:.1f} | {self.note} |"
        )


HEADER = (
    "| operation | p50 / p95 ms | CPU ms app + db | statements | same SQL by psycopg, p50 ms | ratio | note |\n"
    "|---|---|---|---|---|---|---|"
)


def percentile(values: list[float], share: float) -> float:
    """Value below which `share` (0 to 1) of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(name: str, call: Callable[[], Any], *, repeats: int = 60, note: str = "") -> Figures:
    """Run `call` warm, one client, and replay its statements bare."""
    for _ in range(WARM_UP):
        call()
    with CaptureQueriesContext(connection) as captured:
        call()
    # read now: the next request empties the list
    statements = [query["sql"] for query in captured.captured_queries]
    backend = psutil.Process(connection.connection.info.backend_pid)
    database_before, app_before = _cpu(backend), time.process_time()
    times = [_timed(call) for _ in range(repeats)]
    app_cpu = (time.process_time() - app_before) * 1_000 / repeats
    database_cpu = (_cpu(backend) - database_before) * 1_000 / repeats
    return Figures(
        name, statistics.median(times), percentile(times, 0.95), app_cpu, database_cpu, len(statements),
        bare(statements, repeats), note,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Costs:
    """CPU milliseconds a call and its statements, those that begin and end transactions not counted."""

    app_cpu: float
    database_cpu: float
    statements: int


COSTED = 100 + WARM_UP + 1
"""How often `costs_of` calls."""


def costs_of(call: Callable[[], Any]) -> Costs:
    """Run `call` warm, one client, `COSTED` times in all."""
    repeats = COSTED - WARM_UP - 1
    for _ in range(WARM_UP):
        call()
    with CaptureQueriesContext(connection) as captured:
        call()
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    statements = sum(not query["sql"].startswith(words) for query in captured.captured_queries)
    backend = psutil.Process(connection.connection.info.backend_pid)
    database, app = _cpu(backend), time.process_time()
    for _ in range(repeats):
        call()
    app, database = time.process_time() - app, _cpu(backend) - database
    return Costs(app * 1_000 / repeats, database * 1_000 / repeats, statements)


def bare(statements: list[str], repeats: int) -> float:
    """Median milliseconds for the same reading statements, fetched and thrown away."""
    reading = [statement for statement in statements if statement.lstrip("( ").upper().startswith(("SELECT", "WITH"))]
    with psycopg.connect(conninfo()) as plain:

        def replay() -> None:
            for statement in reading:
                plain.execute(statement).fetchall()

        for _ in range(WARM_UP):
            replay()
        return statistics.median(_timed(replay) for _ in range(repeats))


def _timed(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1_000


def _cpu(process: psutil.Process) -> float:
    used = process.cpu_times()
    return float(used.user + used.system)


def conninfo() -> str:
    """Where the benchmark's database is, for psycopg."""
    settings = connection.settings_dict
    return f"dbname={settings['NAME']} user={settings['USER']} host={settings['HOST']}"
