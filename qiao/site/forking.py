"""Programs forked from a fully loaded process: they start at once and share its memory."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_STOPS = {signal.SIGINT, signal.SIGTERM}


def may_fork() -> bool:
    """Whether this process can be forked safely.

    Only the calling thread lives on in a fork: what another one had locked stays locked. macOS has threads of its own
    in every process.
    """
    return sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1


class Forked:
    """A program in a process of its own, with the part of `subprocess.Popen` that supervising needs."""

    def __init__(self, run: Callable[[], None]) -> None:
        self._process = multiprocessing.get_context("fork").Process(target=_become, args=(run,))
        with _stops_held():
            self._process.start()

    @property
    def pid(self) -> int:
        """Also the number of its process group."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """How it ended; negative: the signal that killed it; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The same, as Popen calls it."""
        return self.returncode

    def terminate(self) -> None:
        """Ask it to stop."""
        self._process.terminate()

    def kill(self) -> None:
        """Stop it."""
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises subprocess.TimeoutExpired."""
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0.0)
        return self.returncode


@contextmanager
def _stops_held() -> Iterator[None]:
    """A signal that comes while the new process still has the handlers of the old one waits until it has its own."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _become(run: Callable[[], None]) -> None:
    # a session of its own: Ctrl-C reaches only the supervisor, which stops the others in order
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    run()
