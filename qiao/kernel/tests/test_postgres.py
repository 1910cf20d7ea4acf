"""The embedded server after kill -9: it must never run beside what is left of its predecessor."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from qiao.kernel.postgres import EmbeddedPostgres, PostgresFailed
from qiao.kernel.postgres import server as module


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "postgres", {"shared_buffers": "16MB"})
    server.start()
    yield server
    server.stop()


def kill_only_the_postmaster(server: EmbeddedPostgres) -> None:
    pid = server.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 30
    while server.pid is not None:
        assert time.monotonic() < deadline, "the postmaster did not die"
        time.sleep(0.02)


def test_it_does_not_start_beside_a_backend_that_still_writes(server: EmbeddedPostgres) -> None:
    connection = psycopg.connect(server.url("postgres"), autocommit=True)
    connection.execute("CREATE TABLE kept (n int)")
    backend = connection.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    try:
        kill_only_the_postmaster(server)
        with pytest.raises(PostgresFailed, match="shared memory"):
            server.start(patience=20)
    finally:
        os.kill(backend, signal.SIGKILL)
    connection.close()
    assert server.start()
    with psycopg.connect(server.url("postgres")) as again:
        assert again.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_dead_server_starts_again_with_everything_committed(server: EmbeddedPostgres) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
        kill_only_the_postmaster(server)
    assert server.start()
    with psycopg.connect(server.url("postgres")) as again:
        assert again.execute("SELECT count(*), sum(n) FROM kept").fetchone() == (1000, 500500)


def test_starting_a_running_server_changes_nothing(server: EmbeddedPostgres) -> None:
    before = server.pid
    assert server.start() is False
    assert server.pid == before


@pytest.mark.parametrize(
    ("gigabytes", "own", "expected"),
    [(0.5, "128MB", "256MB"), (4, "512MB", "2048MB"), (64, "2048MB", "32768MB")],
)
def test_the_cache_grows_with_the_machine_and_leaves_it_most_of_its_memory(
    gigabytes: float, own: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = tmp_path / "memory.max"
    limit.write_text(f"{int(gigabytes * 2**30)}\n")
    monkeypatch.setattr(module, "_CONTAINER_LIMIT", limit)
    monkeypatch.setattr(module.os, "sysconf", lambda _name: 2**20)
    command = EmbeddedPostgres(tmp_path / "postgres").command()
    assert {f"shared_buffers={own}", f"effective_cache_size={expected}"} <= set(command)
    assert "shared_buffers=64MB" in EmbeddedPostgres(tmp_path, {"shared_buffers": "64MB"}).command()


def test_a_container_without_a_limit_has_the_memory_of_its_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = tmp_path / "memory.max"
    limit.write_text("max\n")
    monkeypatch.setattr(module, "_CONTAINER_LIMIT", limit)
    assert module.memory() == os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
