"""What another process makes ahead comes in order, with its errors, and nobody stays behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from qiao.kernel.ahead import MakerLost, made_ahead
from qiao.kernel.errors import NotUnderstood


def numbers(count: int, *, fails: bool = False) -> Iterator[int]:
    yield os.getpid()
    yield from range(count)
    if fails:
        raise NotUnderstood(value="seven")


def printing() -> Iterator[str]:
    print("a library says hello")  # noqa: T201
    yield "made"


def large() -> Iterator[bytes]:
    while True:
        yield os.getpid().to_bytes(4) + bytes(1 << 20)


def is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not asked for is none."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_things_come_in_order_from_another_process():
    with made_ahead(partial(numbers, 5)) as made:
        pid, *found = made
    assert (found, pid != os.getpid(), is_there(pid)) == ([0, 1, 2, 3, 4], True, False)


def test_an_error_is_raised_where_the_next_thing_is_asked_for():
    with made_ahead(partial(numbers, 1, fails=True)) as made, pytest.raises(NotUnderstood) as caught:
        list(made)
    assert caught.value.details == {"value": "seven"}


def test_what_is_printed_does_not_get_between():
    with made_ahead(printing) as made:
        assert list(made) == ["made"]


def test_leaving_early_ends_the_process():
    with made_ahead(large) as made:
        pid = int.from_bytes(next(made)[:4])
        assert is_there(pid)
    assert not is_there(pid)


def test_a_killed_process_is_not_taken_for_the_end():
    with made_ahead(large) as made:
        os.kill(int.from_bytes(next(made)[:4]), signal.SIGKILL)
        with pytest.raises(MakerLost):
            list(made)


KILLED = """
import os, signal
from qiao.kernel.ahead import made_ahead
from qiao.kernel.tests.test_ahead import large
with made_ahead(large) as made:
    print(int.from_bytes(next(made)[:4]), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_process_of_a_killed_worker_ends_by_itself():
    killed = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while is_there(int(killed.stdout)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_there(int(killed.stdout))
