"""What the supervisor rests on: programs forked whole, and a database known to be up to date."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from qiao.kernel.postgres import PostgresFailed
from qiao.site.errors import in_sentences
from qiao.site.forking import Forked, may_fork
from qiao.site.migrations import TooOldDatabase, is_up_to_date, refuse_too_old
from qiao.site.programs import take_name


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def fall_asleep() -> None:
    take_name("sleeper")
    signal.pause()


def test_a_forked_program_has_a_session_of_its_own_and_stops_when_asked() -> None:
    sleeper = Forked(fall_asleep)
    until(lambda: psutil.Process(sleeper.pid).name() == "qiao-sleeper")
    assert os.getsid(sleeper.pid) == sleeper.pid != os.getsid(0)
    assert sleeper.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        sleeper.wait(0.01)
    sleeper.terminate()
    assert sleeper.wait(20) == -signal.SIGTERM == sleeper.returncode


def test_signals_that_came_while_it_was_made_reach_the_supervisor_and_it() -> None:
    noted: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: noted.append(number))
    try:
        sleeper = Forked(fall_asleep)
        sleeper.terminate()  # at once, perhaps before it has handlers of its own
        assert sleeper.wait(20) == -signal.SIGTERM
        os.kill(os.getpid(), signal.SIGTERM)
        until(lambda: noted == [signal.SIGTERM])
    finally:
        signal.signal(signal.SIGTERM, before)


def test_how_a_forked_program_ended_is_known(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def lose_the_database() -> None:
        raise PostgresFailed("it is gone")

    done = tmp_path / "done"
    assert Forked(done.touch).wait(20) == 0
    assert done.exists()
    assert Forked(in_sentences(lose_the_database)).wait(20) == 1
    said = capfd.readouterr().err
    assert "qiao: the database cannot be reached: it is gone" in said
    assert "Traceback" not in said


def test_a_process_with_threads_is_not_forked() -> None:
    code = (
        "import threading; from qiao.site.forking import may_fork; print(may_fork());"
        "end = threading.Event(); threading.Thread(target=end.wait).start(); print(may_fork()); end.set()"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert said.split() == ["True", "False"]
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    assert not may_fork()
    end.set()
    other.join()


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["tickets", "account", "procrastinate"])
def test_a_migration_that_was_not_applied_is_noticed(label: str) -> None:
    assert is_up_to_date()
    newest = max(name for app, name in MigrationRecorder(connection).applied_migrations() if app == label)
    MigrationRecorder(connection).record_unapplied(label, newest)
    assert not is_up_to_date()


@pytest.mark.django_db
def test_a_database_between_joined_migrations_is_refused_in_a_sentence() -> None:
    refuse_too_old()
    MigrationRecorder(connection).record_unapplied("tickets", "0005_habits_and_state_names")
    with pytest.raises(TooOldDatabase, match="First run commit"):
        refuse_too_old()
